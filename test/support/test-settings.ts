// test-settings.ts - what every test runs the service with: first-run accounts, a secret of its own, servers that forget when the power fails.
import { createHash, randomBytes } from 'node:crypto';
import type { Settings } from '@hotline/platform';
import type { Tokens } from '../../apps/standalone/local-state';

export function testSettings(databaseUrl: string, redisUrl: string): Settings {
  return {
    dataDir: '/nonexistent',
    host: '127.0.0.1',
    port: 0,
    databaseUrl,
    redisUrl,
    secret: createHash('sha256').update(databaseUrl).digest(),
    sealRecipients: ['age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'],
    unsafe: ['fsync', 'synchronous_commit', 'full_page_writes'], // of the test server, to be fast
    logLevel: 'silent',
    poolSize: 8,
  };
}

export function testTokens(): Tokens {
  const names = ['monitor', 'monitor2', 'reviewerUS', 'reviewerRU', 'secretariat', 'auditor', 'admin'];
  return Object.fromEntries(names.map((name) => [name, randomBytes(24).toString('base64url')])) as Tokens;
}
