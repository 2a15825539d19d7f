import { Clock, Ids } from '@hotline/platform';
import { Ledger } from '@hotline/ledger';
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
  const reference = new ReferenceRepository(db.database, clock, new Ids());
  service = new ReferenceService(db.database, reference, new Ledger(db.database, clock));
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
  expect(await service.apply(rows)).toEqual({ added: rows.length, superseded: 0, unchanged: 0 });
  expect(await service.apply(rows)).toEqual({ added: 0, superseded: 0, unchanged: rows.length });
  expect(await db.database.query('SELECT FROM reference_row')).toHaveLength(rows.length);
  expect(await changes()).toHaveLength(1);
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

it('a row is never changed or removed', async () => {
  await expect(db.database.query(`UPDATE reference_row SET source = ''`)).rejects.toThrow(/never changed/);
  await expect(db.database.query(`DELETE FROM reference_row`)).rejects.toThrow(/never changed/);
});
