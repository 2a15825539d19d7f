import { Clock, Ids } from '@hotline/platform';
import { Ledger, Outbox } from '@hotline/ledger';
import { testDatabase, type TestDatabase } from '../../test/support';
import { AgreementRegistry } from './agreement.registry';
import { readReferenceFolder } from './reference.loader';
import { ReferenceFault, type ReferenceContent } from './reference-row';
import { ReferenceRepository } from './reference.repository';
import { ReferenceService } from './reference.service';

class SetClock extends Clock {
  at = new Date('2016-02-26T00:00:00Z');
  override now(): Date {
    return this.at;
  }
}

const rows = readReferenceFolder(`${__dirname}/../../reference/syria-2016`);
const withGroupC = (change: object): ReferenceContent[] =>
  rows.map((row) => (row.collection === 'parties' && row.code === 'GROUP_C' ? { ...row, content: { ...row.content, ...change } } : row));

let db: TestDatabase;
let clock: SetClock;
let service: ReferenceService;
let registry: AgreementRegistry;

beforeAll(async () => {
  db = await testDatabase();
  clock = new SetClock();
  const reference = new ReferenceRepository(db.database, clock);
  service = new ReferenceService(db.database, reference, new Ledger(db.database, clock), new Outbox(db.database), new Ids());
  registry = new AgreementRegistry(reference);
});
afterAll(() => db.close());

const changes = () => db.database.query<{ content: object }>(`SELECT content FROM fact WHERE type = 'reference.changed' ORDER BY id`);

it('an agreement that is not loaded answers nothing', async () => {
  await expect(registry.asOf()).rejects.toThrow(/not loaded/);
});

it('rows that do not hang together are refused whole', async () => {
  await expect(service.apply(withGroupC({ side: 'NEUTRAL' }))).rejects.toThrow(ReferenceFault);
  expect(await db.database.query('SELECT FROM reference_row')).toHaveLength(0);
});

it('loading adds every row, and loading again changes nothing', async () => {
  expect(await service.apply(rows)).toMatchObject({ added: rows.length, superseded: 0, unchanged: 0 });
  expect(await service.apply(rows)).toMatchObject({ added: 0, superseded: 0, unchanged: rows.length, changes: [] });
  expect(await db.database.query('SELECT FROM reference_row')).toHaveLength(rows.length);
  expect(await changes()).toHaveLength(rows.length);
  expect(await db.database.query(`SELECT FROM outbox`)).toHaveLength(0);
});

it('two loads at once store one', async () => {
  const both = await Promise.all([service.apply(withGroupC({ note: 'once' })), service.apply(withGroupC({ note: 'once' }))]);
  expect(both.map(({ superseded }) => superseded).sort()).toEqual([0, 1]);
});

it('a correction is known from now on, and what was known before can be asked for', async () => {
  const before = await registry.asOf();
  expect(before.party('GROUP_C')?.side).toBe('ARMED_OPPOSITION');
  clock.at = new Date('2016-03-05T12:00:00Z');
  expect(await service.apply(withGroupC({ side: 'UNKNOWN' }))).toMatchObject({ added: 0, superseded: 1 });
  const now = await registry.asOf();
  expect(now.party('GROUP_C')?.side).toBe('UNKNOWN');
  expect(now.version).not.toBe(before.version);
  expect(await registry.asOf({ knownAt: new Date('2016-03-05T11:59:59Z') })).toBe(before);
  expect(await registry.asOf({ knownAt: new Date('2016-03-05T12:00:00Z') })).toBe(now);
  expect(await registry.asOf()).toBe(now);
});

it('a dry run says what would change, field by field, and stores nothing', async () => {
  const before = await registry.asOf();
  const { superseded, changes: told } = await service.apply(withGroupC({ side: 'EXTERNAL_STATE' }), { dryRun: true });
  expect([superseded, told.map(({ row, fields }) => [row, fields])]).toEqual([1, [['parties/GROUP_C', ['side']]]]);
  expect(await registry.asOf()).toBe(before);
});

it('a row alone is judged together with everything that is known already', async () => {
  const alone = (change: object) => withGroupC(change).filter(({ collection, code }) => collection === 'parties' && code === 'GROUP_C');
  expect(await service.apply(alone({ note: 'alone' }))).toMatchObject({ superseded: 1, unchanged: 0 });
  await expect(service.apply(alone({ parent: 'NOBODY' }))).rejects.toThrow(/umbrella that is no party/);
});

it('a change opens the work of judging anew', async () => {
  expect(await db.database.query(`SELECT FROM outbox WHERE topic = 'reference.changed'`)).not.toHaveLength(0);
});

it('what a complete collection leaves out is withdrawn, unless something rests on it', async () => {
  const counts = rows.filter(({ collection }) => collection === 'acceptance-counts/counts');
  const parties = rows.filter(({ collection }) => collection === 'parties');
  expect(counts.length).toBeGreaterThan(3);
  expect(await service.apply(counts.slice(1), { withdrawMissing: true })).toMatchObject({ withdrawn: 1 });
  await expect(service.apply(parties.slice(1), { withdrawMissing: true })).rejects.toThrow(ReferenceFault);
});

it('a row is never changed or removed', async () => {
  await expect(db.database.query(`UPDATE reference_row SET source = ''`)).rejects.toThrow(/never changed/);
  await expect(db.database.query(`DELETE FROM reference_row`)).rejects.toThrow(/never changed/);
});
