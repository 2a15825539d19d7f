// large-incident.medium.ts - an incident of thousands of reports is judged by some hundreds of them, and nobody who was heard is drowned.
import { Ids } from '@hotline/platform';
import { testDatabase, type TestDatabase } from '../../test/support';
import { AssessmentRepository } from './assessment.repository';
import { corroborate } from './corroboration';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

/** An incident of so many reports: those whose numbers are named are of a witness each, all others are echoes of the first, sent by `flooders` sources. */
async function incident(reports: number, flooders: number, witnesses: readonly number[]): Promise<string> {
  const [{ id } = { id: '' }] = await db.database.query<{ id: string }>(
    `WITH opened AS (INSERT INTO incident (id, opened_at, message_status, occurred_from, occurred_to, act, perpetrators, victims, report_count, source_count, revision, changed_at)
       VALUES (gen_random_uuid(), now(), 'ACTUAL', now(), now(), 'ATTACK', '{}', '{}', $1, 1, 1, now()) RETURNING id),
     r AS MATERIALIZED (SELECT n, gen_random_uuid() AS id, n = ANY($3::int[]) AS witness,
             ('00000000-0000-4000-8000-' || lpad(CASE WHEN n = ANY($3::int[]) THEN (900000 + n)::text ELSE (n % $2)::text END, 12, '0'))::uuid AS source FROM generate_series(1, $1::int) AS n),
     sources AS (SELECT DISTINCT source FROM r),
     organisations AS (INSERT INTO organisation (id, name, kind) SELECT source, source, 'MONITOR' FROM sources ON CONFLICT DO NOTHING),
     accounts AS (INSERT INTO account (id, role, organisation_id, label, token_sha256, created_at)
       SELECT source, 'monitor', source, 'monitor', decode(replace(source::text, '-', ''), 'hex'), now() FROM sources ON CONFLICT DO NOTHING),
     filed AS (INSERT INTO report (id, reporter_id, source_id, client_report_id, received_at, content_sha256, body_sha256, kind, message_status, occurred_from, occurred_to, occurred_precision, occurred_stated, act)
       SELECT id, source, source, id, now(), '', '', 'VIOLATION', 'ACTUAL', now(), now(), 'EXACT', '{}', 'ATTACK' FROM r ORDER BY n),
     placed AS (INSERT INTO report_placement (report_id, how, confidence, candidates, zones, policy_version, placed_at) SELECT id, 'UNRESOLVED', 1, '[]', '[]', 'test', now() FROM r),
     linked AS (INSERT INTO incident_report (report_id, incident_id, source_id, echo_of, bits, why, evidence, runners_up, model_version, decided_by, linked_at)
       SELECT r.id, opened.id, source, CASE WHEN NOT witness AND n > 1 THEN (SELECT id FROM r WHERE n = 1) END, 0, '', '[]', '[]', 'test', 'AUTO', now() + n * interval '1 second' FROM r, opened)
     SELECT id FROM opened`,
    [reports, flooders, witnesses],
  );
  return id;
}

const statementsOf = async (id: string) =>
  (await db.database.transaction((tx) => new AssessmentRepository(db.database, new Ids()).cases(tx, [id])))[0]!.case.statements;
const independent = (statements: Awaited<ReturnType<typeof statementsOf>>) => corroborate(statements, () => false).independentSources;

it('of ten thousand reports a few hundred are read, the two witnesses in the middle of the flood among them', async () => {
  const statements = await statementsOf(await incident(10_000, 20, [4000, 6000]));
  expect(statements.length).toBeLessThanOrEqual(500);
  expect(independent(statements)).toBe(3);
});

it('all reports of an ordinary incident are read', async () => {
  expect(await statementsOf(await incident(150, 150, [70]))).toHaveLength(150);
});

it.each([
  ['four near-identical texts are four voices', 4, 4],
  ['five are a flood and one voice', 5, 1],
])('%s', async (_, reports, voices) => expect(independent(await statementsOf(await incident(reports, reports, [])))).toBe(voices));
