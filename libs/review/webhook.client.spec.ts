import { createHmac } from 'node:crypto';
import { isPublicAddress, publicLookup, whyNotUrl } from './webhook.client';
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

it('signs time and body with the key of the webhook', () => {
  const key = webhookKey(Buffer.alloc(32, 1), 'w1');
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signatureOf(key, '{}', new Date(1_500)))!;
  expect([t, v1]).toEqual(['1', createHmac('sha256', key).update('1.{}').digest('hex')]);
  expect(webhookKey(Buffer.alloc(32, 1), 'w2')).not.toBe(key);
});

it('waits longer after each failure, an hour at most', () => {
  expect([1, 2, 5, 12, 99].map(retryAfter)).toEqual([2_000, 4_000, 32_000, 3_600_000, 3_600_000]);
});
