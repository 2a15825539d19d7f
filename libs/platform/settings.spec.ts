import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readLocalSettings, readSettings } from './settings';

const good = { DATABASE_URL: 'postgres://localhost/h', REDIS_URL: 'redis://localhost', HOTLINE_SECRET: 'ab'.repeat(32) };

describe('settings', () => {
  it('reads a complete environment', () => {
    const settings = readSettings({ ...good, PORT: '0', HOTLINE_SEAL_RECIPIENTS: 'age1abc, age1def' });
    expect(settings).toMatchObject({ port: 0, databaseUrl: good.DATABASE_URL, sealRecipients: ['age1abc', 'age1def'], logLevel: 'info' });
    expect(settings.secret).toHaveLength(32);
  });

  it.each([
    ['two issuers', { HOTLINE_PUBLIC_URL: 'https://h.example/', HOTLINE_OIDC: 'US https://id.us.example c s, RU https://id.ru.example c s' }, null],
    ['an issuer without a way back', { HOTLINE_OIDC: 'US https://id.us.example c s' }, 'HOTLINE_PUBLIC_URL'],
    ['an issuer over plain http', { HOTLINE_PUBLIC_URL: 'https://h.example', HOTLINE_OIDC: 'US http://id.us.example c s' }, 'HOTLINE_OIDC'],
    ['a side that is none', { HOTLINE_PUBLIC_URL: 'https://h.example', HOTLINE_OIDC: 'UK https://id.example c s' }, 'HOTLINE_OIDC'],
    ['two issuers of one side', { HOTLINE_PUBLIC_URL: 'https://h.example', HOTLINE_OIDC: 'US https://a.example c s,US https://b.example c s' }, 'HOTLINE_OIDC'],
  ])('%s', (_, env, wrong) => {
    const read = () => readSettings({ ...good, ...env });
    if (wrong) expect(read).toThrow(wrong);
    else expect(read()).toMatchObject({ publicUrl: 'https://h.example', issuers: [{ side: 'US', url: 'https://id.us.example', clientId: 'c', clientSecret: 's' }, { side: 'RU' }] });
  });

  it('names every bad variable at once and no value', () => {
    const read = () => readSettings({ DATABASE_URL: 'mysql://user:hunter2@host', PORT: '99999', HOTLINE_UNSAFE: 'everything', LOG_LEVEL: 'loud', HOTLINE_SECRET: 'short' });
    expect(read).toThrow(/DATABASE_URL[^]*REDIS_URL[^]*|LOG_LEVEL/);
    for (const name of ['DATABASE_URL', 'REDIS_URL', 'HOTLINE_SECRET', 'PORT', 'LOG_LEVEL', 'HOTLINE_UNSAFE']) expect(read).toThrow(name);
    expect(read).not.toThrow(/hunter2|short/);
  });

  it.each([
    ['https://tiles.example/{z}/{x}/{y}.png', true],
    ['http://10.0.0.7:8080/{z}/{x}/{y}', true],
    ['https://tiles.example/{z}/{x}.png', false],
    ["https://tiles.example/{z}/{x}/{y}; script-src *", false],
    ['https://{s}.tiles.example/{z}/{x}/{y}.png', false],
  ])('takes tiles from %j: %s', (tiles, isGood) => {
    const read = () => readSettings({ ...good, HOTLINE_TILES: tiles });
    if (isGood) expect(read().tiles).toBe(tiles);
    else expect(read).toThrow('HOTLINE_TILES');
  });

  it('stands in docs/OPERATING.md, every variable of it and no other', () => {
    const read = new Set<string>();
    const watched = new Proxy<NodeJS.ProcessEnv>({ ...good }, {
      get: (env, name: string) => {
        read.add(name);
        return env[name];
      },
    });
    readSettings(watched);
    readLocalSettings(watched);
    const [table] = /## Settings[^]*?(?=\n## )/.exec(readFileSync(resolve(__dirname, '../../docs/OPERATING.md'), 'utf8'))!;
    const told = table.split('\n').filter((line) => line.startsWith('| `')).flatMap((line) => line.split('|')[1]!.match(/[A-Z_]{4,}/g)!);
    expect(told.sort()).toEqual([...read].sort());
  });
});
