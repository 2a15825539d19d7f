// webhook.client.ts - one POST to a receiver outside, and only outside: no private address, no redirect, no plain HTTP.
import { lookup as resolveName, type LookupAddress } from 'node:dns';
import { request } from 'node:https';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';
import { Injectable } from '@nestjs/common';

const TIMEOUT_MS = 10_000;

/** Addresses that are not the public internet (IANA special-purpose registries), and ways to spell them in IPv6. */
const PRIVATE = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [net, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24],
  ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) PRIVATE.ipv4.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 96], ['::ffff:0:0', 96], ['64:ff9b::', 96], ['64:ff9b:1::', 48], ['100::', 64], ['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8],
] as const) PRIVATE.ipv6.addSubnet(net, bits, 'ipv6');

export function isPublicAddress(address: string): boolean {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  return isIP(address) !== 0 && !PRIVATE[family].check(address, family);
}

/** Why a webhook may not be sent there; null when it may. The name's addresses are looked at when it is sent. */
export function whyNotUrl(text: string, allowedHosts: readonly string[]): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || url.protocol !== 'https:') return 'must be an https:// address';
  if (url.username || url.password || url.hash) return 'must not carry a name, a password or a fragment';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return 'must name a host, not an address';
  if (!allowedHosts.includes(url.hostname)) return 'its host is not on the list of allowed hosts';
  return null;
}

/** Resolves like the system does and refuses when any answer is private: what was checked is what is connected to. */
export const publicLookup: LookupFunction = (hostname, options, done) => {
  resolveName(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return done(error, '', 4);
    if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address))) return done(new Error('not a public address'), '', 4);
    if (options.all) return (done as unknown as (error: null, addresses: LookupAddress[]) => void)(null, addresses);
    done(null, addresses[0]!.address, addresses[0]!.family);
  });
};

@Injectable()
export class WebhookClient {
  /** The status of the answer; 0 when there was none. Never throws. */
  post(url: string, headers: Record<string, string>, body: string): Promise<number> {
    return new Promise((done) => {
      const sent = request(url, { method: 'POST', lookup: publicLookup, timeout: TIMEOUT_MS, headers: { ...headers, 'content-length': Buffer.byteLength(body) } }, (answer) => {
        answer.resume();
        done(answer.statusCode ?? 0);
      });
      sent.on('timeout', () => sent.destroy());
      sent.on('error', () => done(0));
      sent.end(body);
    });
  }
}
