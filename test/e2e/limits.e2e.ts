import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { until } from '../support';
import { TestService } from '../support/test-service';

describe('a caller that does not behave', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start({ worker: false });
  });
  afterAll(() => service.stop());

  /** What comes back on a bare socket, until the service hangs up. */
  const said = (text: string): Promise<string> =>
    new Promise((done, failed) => {
      const socket = connect(Number(new URL(service.url).port), '127.0.0.1', () => socket.write(text));
      let answer = '';
      socket.setEncoding('latin1').on('data', (chunk: string) => (answer += chunk));
      socket.once('close', () => done(answer)).once('error', failed);
    });

  it.each([
    ['17 KB of headers', `GET /v1/incidents HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(17_000)}\r\n\r\n`, 431],
    ['17 KB of address', `GET /v1/incidents?${'a'.repeat(17_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, 431],
    ['what is no HTTP', 'HELO hotline\r\n\r\n', 400],
    ['two lengths', 'POST /v1/reports HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ncontent-length: 5\r\n\r\nabcde', 400],
    ['a length and chunks', 'POST /v1/reports HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n', 400],
  ])('%s is refused without a word about our inside', async (_, text, status) => {
    const answer = await said(text);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    const [head, body] = answer.split('\r\n\r\n');
    expect(head).toMatch(/^content-type: application\/problem\+json; charset=utf-8$/m);
    expect(head).toMatch(/^x-content-type-options: nosniff$/m);
    expect(JSON.parse(body!)).toMatchObject({ status, type: expect.stringMatching(/^urn:hotline:problem:request\./) });
    expect(answer).not.toMatch(/node_modules|\bat \w+ \(|\/libs\/|127\.0\.0\.1|HPE_/);
  });

  it('is waited for ten seconds while it spells its headers, and thirty for the whole', () => {
    const { headersTimeout, requestTimeout } = service.api.getHttpServer() as Server;
    expect([headersTimeout, requestTimeout]).toEqual([10_000, 30_000]);
  });

  it('finds no seat when all are taken, and the others keep theirs', async () => {
    const server = service.api.getHttpServer() as Server;
    const most = server.maxConnections;
    expect(most).toBeLessThanOrEqual(4_000);
    const seats = () => new Promise<number>((done) => server.getConnections((_, count) => done(count)));
    await until('everybody has left', async () => (await seats()) === 0);
    const taken = connect(Number(new URL(service.url).port), '127.0.0.1');
    await until('somebody has come', async () => (await seats()) === 1);
    server.maxConnections = 1;
    try {
      expect(await said('GET /health/live HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n').catch(() => '')).toBe('');
      taken.write('GET /health/live HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
      expect(String((await once(taken, 'data'))[0])).toMatch(/^HTTP\/1.1 200 /);
    } finally {
      server.maxConnections = most;
      taken.destroy();
    }
  });

  it.each([
    ['what is there', '/health/live'],
    ['what is not there', '/v1/nothing'],
    ['what may not be seen', '/v1/incidents'],
    ['an address that is no text', '/v1/incidents/%ED%A0%80'],
    ['an address that is too long', `/v1/incidents/${'a'.repeat(300)}`],
    ['a page of the console', '/'],
  ])('%s is answered without a word about what we run on, and nobody may keep or frame it', async (_, path) => {
    const { headers, text } = await service.get(path, null);
    expect([headers.get('x-powered-by'), headers.get('server'), headers.get('x-content-type-options'), headers.get('x-frame-options')]).toEqual([null, null, 'nosniff', 'SAMEORIGIN']);
    if (path !== '/') expect([headers.get('cache-control'), /fastify|FST_|nest|node/i.exec(text)]).toEqual(['no-store', null]);
  });

  it.each([
    ['an answer', '/v1/me'],
    ['a refusal', '/v1/nothing'],
  ])('%s of data says what data needs, and nothing that only a page could mean', async (_, path) => {
    const { headers } = await service.get(path, 'reviewerUS');
    const said = [...headers.keys()].filter((name) => !['content-type', 'content-length', 'date', 'connection', 'keep-alive'].includes(name));
    expect(said.sort()).toEqual(['cache-control', 'content-security-policy', 'cross-origin-resource-policy', 'strict-transport-security', 'x-content-type-options', 'x-frame-options']);
    expect([headers.get('content-security-policy'), headers.get('cross-origin-resource-policy')]).toEqual(["default-src 'none';frame-ancestors 'none'", 'same-origin']);
  });

  it('a page says all of it', async () => {
    const { headers } = await service.get('/docs', null);
    expect([headers.get('referrer-policy'), headers.get('cross-origin-opener-policy'), headers.get('origin-agent-cluster')]).toEqual(['no-referrer', 'same-origin', '?1']);
  });
});
