import { testDatabase, type TestDatabase } from '../../test/support';
import { SENT } from './reports.repository';

describe('the type of what is sent', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(() => db.close());

  it('has the columns that are sent, in their order: a row carries no names, and two of one type could change places unnoticed', async () => {
    const columns = await db.database.query<{ name: string; isSame: boolean }>(
      `SELECT attname AS name, atttypid = ($1::text[])[attnum]::regtype AS "isSame" FROM pg_attribute WHERE attrelid = 'sent_report'::regclass ORDER BY attnum`,
      [Object.values(SENT)],
    );
    expect(columns).toEqual(Object.keys(SENT).map((name) => ({ name, isSame: true })));
  });
});
