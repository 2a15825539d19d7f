import { createHmac } from 'node:crypto';
import dns from 'node:dns';
import { once } from 'node:events';
import http, { createServer, type Server, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo, LookupFunction } from 'node:net';
import { until } from '../../test/support/until';
import { isPublicAddress, publicLookup, WebhookClient, whyNotUrl } from './webhook.client';
import { retryAfter, signatureOf, webhookKey } from './webhook-signature';

it.each(['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fd00::1', '::ffff:10.0.0.1', '::ffff:7f00:1', '64:ff9b::a00:1', '2002:7f00:1::', 'ff02::1', 'nonsense'])(
  '%s is not public', (address) => expect(isPublicAddress(address)).toBe(false),
);
it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700:4700::1111'])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true));

it.each([
  ['https://mission.example/hotline', null],
  ['http://mission.example/hotline', 'must be an https:// address'],
  ['https://other.example/', 'its host is not on the list of allowed hosts'],
  ['https://mission.example.evil.example/', 'its host is not on the list of allowed hosts'],
  ['https://127.0.0.1/', 'must name a host, not an address'],
  ['https://2130706433/', 'must name a host, not an address'],
  ['https://[::1]/', 'must name a host, not an address'],
  ['https://user:word@mission.example/', 'must not carry a name, a password or a fragment'],
  ['mission.example', 'must be an https:// address'],
])('%s: %s', (url, why) => expect(whyNotUrl(url, ['mission.example', '127.0.0.1', '[::1]'])).toBe(why));

it('a name that leads to a private address is refused when it is looked up', async () => {
  const error = await new Promise((done) => publicLookup('localhost', {}, (reason) => done(reason)));
  expect(String(error)).toContain('not a public address');
});

it.each([
  ['a public and a private address', ['8.8.8.8', '10.0.0.1']],
  ['a private address in IPv6 spelling', ['::ffff:169.254.169.254']],
  ['no address', []],
])('a name that leads to %s is refused', async (_, addresses) => {
  const resolve = jest.spyOn(dns, 'lookup').mockImplementation(((_name: string, _options: object, done: (error: null, found: object[]) => void) => done(null, addresses.map((address) => ({ address, family: 4 })))) as never);
  expect(await new Promise((done) => publicLookup('mission.example', { all: true }, (error) => done(String(error))))).toContain('not a public address');
  resolve.mockRestore();
});

describe('a receiver', () => {
  let server: Server;
  let heard: string[];
  let answer: (url: string, reply: ServerResponse) => void;
  beforeAll(async () => {
    server = createServer((request, reply) => {
      heard.push(`${request.method} ${request.url}`);
      answer(request.url!, reply);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  beforeEach(() => (heard = []));
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => server.close());

  const port = () => (server.address() as AddressInfo).port;
  /** Our client as it is, but over plain HTTP, so that no certificate is needed. */
  const plainly = (lookup?: LookupFunction) =>
    jest.spyOn(https, 'request').mockImplementation(((url: string, options: http.RequestOptions, done: (answer: http.IncomingMessage) => void) =>
      http.request(url.replace('https:', 'http:'), { ...options, ...(lookup ? { lookup } : {}) }, done)) as never);
  const toItself: LookupFunction = (_name, options, done) => (options.all ? (done as unknown as (error: null, found: object[]) => void)(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4));

  it('that redirects is not followed', async () => {
    plainly(toItself);
    answer = (_url, reply) => reply.writeHead(307, { location: `http://127.0.0.1:${port()}/admin` }).end();
    expect(await new WebhookClient().post(`https://mission.example:${port()}/hook`, {}, '{}')).toBe(307);
    expect(heard).toEqual(['POST /hook']);
  });

  it('whose name came to lead into our own network after it was registered is not called', async () => {
    plainly();
    answer = (_url, reply) => reply.writeHead(200).end();
    // What is connected to is what was looked up: there is no second look that could answer otherwise.
    expect(await new WebhookClient().post(`https://localhost:${port()}/hook`, {}, '{}')).toBe(0);
    expect(heard).toEqual([]);
  });

  it('that never answers is given up', async () => {
    const sent = plainly(toItself);
    answer = () => undefined;
    const status = new WebhookClient().post(`https://mission.example:${port()}/hook`, {}, '{}');
    await until('it is called', () => heard.length === 1);
    expect(sent.mock.calls[0]![1]).toMatchObject({ timeout: 10_000 });
    (sent.mock.results[0]!.value as http.ClientRequest).emit('timeout'); // ten seconds later
    expect(await status).toBe(0);
  });
});

it('signs time and body with the key of the webhook', () => {
  const key = webhookKey(Buffer.alloc(32, 1), 'w1');
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signatureOf(key, '{}', new Date(1_500)))!;
  expect([t, v1]).toEqual(['1', createHmac('sha256', key).update('1.{}').digest('hex')]);
  expect(webhookKey(Buffer.alloc(32, 1), 'w2')).not.toBe(key);
});

it('waits longer after each failure, an hour at most', () => {
  expect([1, 2, 5, 12, 99].map(retryAfter)).toEqual([2_000, 4_000, 32_000, 3_600_000, 3_600_000]);
});
