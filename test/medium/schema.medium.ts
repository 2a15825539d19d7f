import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Client } from 'pg';
import { schemaOf } from '../../tools/schema/schema';
import { testDatabase } from '../support';

describe('migrations/schema.sql', () => {
  it('is what the migrations make (npm run schema writes it)', async () => {
    const db = await testDatabase();
    const client = new Client({ connectionString: db.url });
    await client.connect();
    const schema = await schemaOf(client).finally(() => client.end());
    await db.close();
    expect(readFileSync(resolve(__dirname, '../../migrations/schema.sql'), 'utf8')).toBe(schema);
  });
});
