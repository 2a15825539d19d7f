import { refusalsOf, refusalText, type ServerFacts } from './safe-settings';

const safe: ServerFacts = {
  fsync: 'on',
  fullPageWrites: 'on',
  synchronousCommit: 'on',
  dataSyncRetry: 'off',
  isSuperuser: false,
  bypassesRowSecurity: false,
  ownsTables: false,
  logStatement: 'none',
  logsSlowStatements: false,
  logParameterLength: '-1',
  redisEviction: 'noeviction',
};

describe('what the servers must be like', () => {
  it.each<[string, Partial<ServerFacts>, string | null]>([
    ['safe servers', {}, null],
    ['a remote synchronous standby', { synchronousCommit: 'remote_apply' }, null],
    ['a Redis that does not tell', { redisEviction: null }, null],
    ['fsync off', { fsync: 'off' }, 'fsync'],
    ['full_page_writes off', { fullPageWrites: 'off' }, 'full_page_writes'],
    ['synchronous_commit off', { synchronousCommit: 'off' }, 'synchronous_commit'],
    ['data_sync_retry on', { dataSyncRetry: 'on' }, 'data_sync_retry'],
    ['a log of what changes the schema', { logStatement: 'ddl' }, null],
    ['a log of what changes rows', { logStatement: 'mod' }, 'statement_log'],
    ['a log of all statements', { logStatement: 'all' }, 'statement_log'],
    ['a log of slow statements', { logsSlowStatements: true }, 'statement_log'],
    ['a log of slow statements without their values', { logsSlowStatements: true, logParameterLength: '0' }, null],
    ['a superuser', { isSuperuser: true, ownsTables: true }, 'database_role'],
    ['a role that bypasses row security', { bypassesRowSecurity: true }, 'database_role'],
    ['the owner of the tables', { ownsTables: true }, 'database_role'],
    ['a Redis that evicts', { redisEviction: 'allkeys-lru' }, 'redis_eviction'],
  ])('%s', (_, change, word) => {
    const facts = { ...safe, ...change };
    expect(refusalsOf(facts, []).map((refusal) => refusal.word)).toEqual(word ? [word] : []);
    if (word) expect(refusalsOf(facts, [word as 'fsync'])).toEqual([]);
  });

  it('says what is given up and the words that accept it', () => {
    const text = refusalText(refusalsOf({ ...safe, fsync: 'off', isSuperuser: true }, []));
    expect(text).toMatch(/fsync off: a power failure loses[^]*superuser[^]*HOTLINE_UNSAFE=fsync,database_role/);
  });
});
