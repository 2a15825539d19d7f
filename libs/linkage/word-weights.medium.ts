import { testDatabase, type TestDatabase } from '../../test/support';
import { WordWeights } from './word-weights.repository';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  const source = '00000000-0000-4000-8000-000000000001';
  await db.database.query(`INSERT INTO organisation (id, name, kind) VALUES ('${source}', 'source', 'MONITOR')`);
  await db.database.query(`INSERT INTO account (id, role, organisation_id, label, token_sha256, created_at) VALUES ('${source}', 'monitor', '${source}', 'source', '\\x01', now())`);
  // Everybody writes of shelling; one in a hundred of silos; after the first 1,024 everybody writes of silos.
  await db.database.query(
    `INSERT INTO report (id, reporter_id, source_id, client_report_id, received_at, content_sha256, body_sha256, kind, message_status, language, narrative, occurred_from, occurred_to, occurred_precision, occurred_stated)
     SELECT gen_random_uuid(), '${source}', '${source}', n, now(), '', '', 'VIOLATION', 'ACTUAL', 'en', CASE WHEN n % 100 = 0 OR n > 1024 THEN 'Shelling near the silos' ELSE 'Shelling near the road' END, now(), now(), 'EXACT', '{}'
       FROM generate_series(1, 1500) AS n ORDER BY n`,
  );
});
afterAll(() => db.close());

const at = (seq: number) => db.database.transaction(async (tx) => new WordWeights().at(tx, seq));

it('what everybody writes tells next to nothing, what few write tells much', async () => {
  const rarity = (await at(1500))!;
  expect(rarity('shell')).toBeLessThan(0.01);
  expect(rarity('silo')).toBeGreaterThan(4);
});

it('with few reports all words tell alike', async () => expect(await at(1000)).toBeNull());

it('the weights are those of a place in the log, whoever asks and whatever came later', async () => {
  expect((await at(1024))!('silo')).toBe((await at(1999))!('silo'));
});
