import { testDatabase, type TestDatabase } from '../../test/support';
import { binaryRowsOf, type ColumnType, type RowOf } from './binary-rows';

describe('rows as one binary array of a type', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(() => db.close());

  /** The words of the column `value`, which stands between two others. */
  const read = async (type: ColumnType, values: unknown[]) => {
    await db.database.query(`DROP TYPE IF EXISTS trial; CREATE TYPE trial AS (place int, value ${type}, word text)`);
    const columns = { place: 'int', value: type, word: 'text' } as const;
    const rows = values.map((value, place) => ({ place, value, word: `of ${place}` })) as RowOf<typeof columns>[];
    const found = await db.database.query<{ value: string | null; isWhole: boolean }>(
      `SELECT value::text, word = 'of ' || place AS "isWhole" FROM unnest($1::trial[]) ORDER BY place`,
      [binaryRowsOf(columns)(rows)],
    );
    expect(found.every(({ isWhole }) => isWhole)).toBe(true);
    return found.map(({ value }) => value);
  };
  const ID = '0A4bc440-29a0-4962-84d4-30fdef4283ff';

  it.each<[ColumnType, unknown[], (string | null)[]]>([
    ['boolean', [true, undefined, false], ['true', null, 'false']],
    ['smallint', [1, -32_768, 32_767], ['1', '-32768', '32767']],
    ['int', [0, undefined, -1, 2 ** 31 - 1], ['0', null, '-1', '2147483647']],
    ['double precision', [0, -0, 35.1, -180, 5e-324, 1.7976931348623157e308], ['0', '-0', '35.1', '-180', '5e-324', '1.7976931348623157e+308']],
    ['timestamptz', [new Date('2016-02-27T00:00:00.001Z'), undefined, new Date('9999-12-31T23:59:59.999Z')], ['2016-02-27 00:00:00.001+00', null, '9999-12-31 23:59:59.999+00']],
    ['timestamptz', [new Date('2000-01-01T00:00:00Z'), new Date('1999-12-31T23:59:59.999Z'), new Date('0001-01-01T00:00:00Z'), new Date('0000-12-31T10:00:00Z')], ['2000-01-01 00:00:00+00', '1999-12-31 23:59:59.999+00', '0001-01-01 00:00:00+00', '0001-12-31 10:00:00+00 BC']],
    ['uuid', [ID, undefined], [ID.toLowerCase(), null]],
    ['text', ['', undefined, 'a "word", {braces}, \\ and NULL', 'حربنفسه', 'Харбнафса', '😀'.repeat(1_000), '€'.repeat(1_000), '\n'], ['', null, 'a "word", {braces}, \\ and NULL', 'حربنفسه', 'Харбнафса', '😀'.repeat(1_000), '€'.repeat(1_000), '\n']],
    ['jsonb', ['{"b":1,"a":"ب"}', undefined, '[]'], ['{"a": "ب", "b": 1}', null, '[]']],
    ['bytea', [Buffer.from([0, 255, 1]), undefined, Buffer.alloc(0)], ['\\x00ff01', null, '\\x']],
  ])('%s: what is sent is what PostgreSQL reads: %j', async (type, values, words) => expect(await read(type, values)).toEqual(words));

  it.each(['text', 'timestamptz', 'bytea', 'boolean'] as const)('no rows at all are an empty array: %s', async (type) => expect(await read(type, [])).toEqual([]));

  it('ten thousand keep their order', async () => {
    const values = Array.from({ length: 10_000 }, (_, n) => (n % 7 === 0 ? undefined : n));
    expect(await read('int', values)).toEqual(values.map((value) => value?.toString() ?? null));
  });
});
