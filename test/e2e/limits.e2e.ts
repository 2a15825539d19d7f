import { connect } from 'node:net';
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
    ['what is no HTTP', 'HELO hotline\r\n\r\n', 400],
    ['two lengths', 'POST /v1/reports HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ncontent-length: 5\r\n\r\nabcde', 400],
    ['a length and chunks', 'POST /v1/reports HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n', 400],
  ])('%s is refused without a word about our inside', async (_, text, status) => {
    const answer = await said(text);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).not.toMatch(/node_modules|\bat \w+ \(|\/libs\/|127\.0\.0\.1|HPE_/);
  });

  it('is waited for ten seconds while it spells its headers, and thirty for the whole', () => {
    const { headersTimeout, requestTimeout } = service.api.getHttpServer() as { headersTimeout: number; requestTimeout: number };
    expect([headersTimeout, requestTimeout]).toEqual([10_000, 30_000]);
  });
});
