import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { TestService } from '../support/test-service';

describe('every route', () => {
  let service: TestService;
  let routes: { method: string; path: string }[];
  beforeAll(async () => {
    service = await TestService.start({ worker: false });
    const { paths } = JSON.parse((await service.get('/openapi.json', null)).text) as { paths: Record<string, Record<string, object>> };
    routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path: path.replace(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000') })),
    );
  });
  afterAll(() => service.stop());

  it('is in the API description', () => {
    expect(routes.length).toBeGreaterThan(12);
  });

  it('needs a token, but for health, metrics, a receipt, the verifier and signing in', async () => {
    const open: string[] = [];
    for (const { method, path } of routes) {
      const { status } = await service.call(method, path, null, method === 'GET' ? undefined : {});
      if (status !== 401) open.push(`${method} ${path}`);
    }
    expect(open.sort()).toEqual(['GET /health/live', 'GET /health/ready', 'GET /metrics', 'GET /v1/exports/verify.mjs', 'GET /v1/public/challenge', 'GET /v1/receipts/00000000-0000-4000-8000-000000000000', 'GET /v1/session', 'GET /v1/session/oidc/00000000-0000-4000-8000-000000000000', 'GET /v1/session/oidc/00000000-0000-4000-8000-000000000000/callback', 'POST /v1/public/reports', 'POST /v1/receipts/00000000-0000-4000-8000-000000000000/answers', 'POST /v1/receipts/00000000-0000-4000-8000-000000000000/withdrawal', 'POST /v1/session', 'POST /v1/session/enrolment']);
  });

  it('never answers 500, whoever asks for a thing that does not exist', async () => {
    for (const as of Object.keys(service.tokens) as (keyof typeof service.tokens)[]) {
      for (const { method, path } of routes) {
        const { status } = await service.call(method, path, as, method === 'GET' ? undefined : {});
        expect([method, path, status < 500]).toEqual([method, path, true]);
      }
    }
  });

  it('is described as the committed openapi.json says', async () => {
    const committed = readFileSync(resolve(__dirname, '../../docs/openapi.json'), 'utf8');
    expect(`${JSON.stringify(JSON.parse((await service.get('/openapi.json', null)).text), null, 2)}\n`).toBe(committed);
  });
});
