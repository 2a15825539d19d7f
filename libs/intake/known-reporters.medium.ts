import { testDatabase, type TestDatabase } from '../../test/support';

const [SOMEBODY, SOURCE, NOBODY] = ['00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-0000000000ff'];

describe('a report is of a reporter and a source that are known', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
    await db.database.query(`INSERT INTO organisation (id, name, kind) VALUES ('${SOURCE}', 'a source', 'MONITOR')`);
    await db.database.query(`INSERT INTO account (id, role, organisation_id, label, token_sha256, created_at) VALUES ('${SOMEBODY}', 'monitor', '${SOURCE}', 'somebody', '\\x01', now())`);
  });
  afterAll(() => db.close());

  const file = (reporters: readonly string[], source = SOURCE) =>
    db.database.query<{ id: string }>(
      `INSERT INTO report (id, reporter_id, source_id, client_report_id, received_at, content_sha256, body_sha256, kind, message_status, occurred_from, occurred_to, occurred_precision, occurred_stated)
       SELECT gen_random_uuid(), reporter, $2, gen_random_uuid()::text, now(), '', '', 'VIOLATION', 'ACTUAL', now(), now(), 'EXACT', '{}' FROM unnest($1::uuid[]) AS reporter RETURNING id`,
      [reporters, source],
    );
  const change = (sql: string) => db.database.query(sql);

  it('and is filed', async () => expect(await file([SOMEBODY, SOMEBODY])).toHaveLength(2));

  it.each<[string, string[], string]>([
    ['an unknown reporter', [NOBODY], SOURCE],
    ['an unknown reporter among known ones', [SOMEBODY, NOBODY, SOMEBODY], SOURCE],
    ['an unknown source', [SOMEBODY], NOBODY],
  ])('none is filed of %s', async (_, reporters, source) => {
    await expect(file(reporters, source)).rejects.toMatchObject({ code: '23503' });
    const [row] = await db.database.query<{ n: number }>('SELECT count(*)::int AS n FROM report');
    expect(row!.n).toBe(2);
  });

  it.each(['account', 'organisation'])('for good: no %s is removed or gets another id, not by the owner of the database either', async (table) => {
    await expect(change(`DELETE FROM ${table}`)).rejects.toThrow('never removed');
    await expect(change(`TRUNCATE ${table} CASCADE`)).rejects.toThrow('never removed');
    await expect(change(`UPDATE ${table} SET id = '${NOBODY}'`)).rejects.toThrow('keep their id');
  });

  it('while an account may change otherwise', async () => {
    await change(`UPDATE account SET revoked_at = now() WHERE id = '${SOMEBODY}'`);
    expect(await file([SOMEBODY])).toHaveLength(1); // what was accepted before is filed
  });
});
