// safe-settings.ts - may this service promise anything on these servers? Every promise rests on the settings named here.

/** The words that HOTLINE_UNSAFE takes: each gives up one promise, knowingly. */
export const UNSAFE = {
  fsync: 'a power failure loses acknowledged reports or the whole database',
  full_page_writes: 'a power failure may leave torn pages behind',
  synchronous_commit: 'a crash of PostgreSQL loses acknowledged reports',
  data_sync_retry: 'a failed write to disk may pass for a good one',
  database_role: 'the service can change tables, switch off triggers and read past row security',
  statement_log: "reporters' words and hashes of keys are written into PostgreSQL's own log",
  redis_eviction: 'Redis drops queued work when its memory is full',
} as const;

export type UnsafeWord = keyof typeof UNSAFE;

/** What the servers say of themselves; `redisEviction` is null when Redis did not answer or does not tell. */
export interface ServerFacts {
  fsync: string;
  fullPageWrites: string;
  synchronousCommit: string;
  dataSyncRetry: string;
  isSuperuser: boolean;
  bypassesRowSecurity: boolean;
  ownsTables: boolean;
  /** `log_statement`: none, ddl, mod or all. */
  logStatement: string;
  /** `log_min_duration_statement` or, where it would log more, `log_min_duration_sample`: -1 is never. */
  logsSlowStatements: boolean;
  /** `log_parameter_max_length`: -1 is all of it, 0 nothing. */
  logParameterLength: string;
  redisEviction: string | null;
}

export interface Refusal {
  word: UnsafeWord;
  why: string;
}

/** What stands against starting, but for what `accepted` says is known and meant. */
export function refusalsOf(facts: ServerFacts, accepted: readonly UnsafeWord[]): Refusal[] {
  const role = roleFault(facts);
  const found: (Refusal | null)[] = [
    facts.fsync === 'on' ? null : { word: 'fsync', why: 'PostgreSQL runs with fsync off' },
    facts.fullPageWrites === 'on' ? null : { word: 'full_page_writes', why: 'PostgreSQL runs with full_page_writes off' },
    facts.synchronousCommit !== 'off' ? null : { word: 'synchronous_commit', why: 'PostgreSQL runs with synchronous_commit off' },
    facts.dataSyncRetry === 'off' ? null : { word: 'data_sync_retry', why: 'PostgreSQL runs with data_sync_retry on' },
    logsWords(facts) ? { word: 'statement_log', why: 'PostgreSQL logs statements with their values (log_statement, log_min_duration_*, log_parameter_max_length)' } : null,
    role ? { word: 'database_role', why: role } : null,
    [null, 'noeviction'].includes(facts.redisEviction) ? null : { word: 'redis_eviction', why: `Redis evicts (${facts.redisEviction})` },
  ];
  return found.filter((refusal) => refusal !== null).filter(({ word }) => !accepted.includes(word));
}

/** Our statements carry values as parameters only: a statement is logged with what people said, unless parameters are cut to nothing. */
function logsWords({ logStatement, logsSlowStatements, logParameterLength }: ServerFacts): boolean {
  return logParameterLength !== '0' && (logsSlowStatements || ['mod', 'all'].includes(logStatement));
}

function roleFault(facts: ServerFacts): string | null {
  if (facts.isSuperuser) return 'the role of DATABASE_URL is a superuser';
  if (facts.bypassesRowSecurity) return 'the role of DATABASE_URL bypasses row security';
  return facts.ownsTables ? 'the role of DATABASE_URL owns the tables' : null;
}

/** What a person who starts the service reads. */
export function refusalText(refusals: readonly Refusal[]): string {
  const lines = refusals.map(({ word, why }) => `- ${why}: ${UNSAFE[word]}`);
  return `Refusing to start:\n${lines.join('\n')}\nMend it, or say HOTLINE_UNSAFE=${refusals.map(({ word }) => word).join(',')} to accept that.`;
}
