// openapi.ts - writes docs/openapi.json from the controllers and docs/ACCESS.md from the access table, without a server: npm run openapi
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { accessDocument } from '@hotline/platform';
import { createApi, openApiOf } from '../apps/api/create-api';

async function main(): Promise<void> {
  const app = await createApi(
    {
      dataDir: '.',
      host: '127.0.0.1',
      port: 0,
      databaseUrl: 'postgres://nowhere',
      redisUrl: 'redis://nowhere',
      secret: Buffer.alloc(32),
      sealRecipients: [],
      logLevel: 'silent',
      poolSize: 2,
    },
    { preview: true },
  );
  const file = resolve(__dirname, '../../docs/openapi.json');
  writeFileSync(file, `${JSON.stringify(openApiOf(app), null, 2)}\n`);
  const access = resolve(__dirname, '../../docs/ACCESS.md');
  writeFileSync(access, accessDocument());
  console.log(`Wrote ${file} and ${access}.`);
  process.exit(0);
}

void main();
