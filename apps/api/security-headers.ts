// security-headers.ts - what every answer says to a browser: worked out once, not for every request.
import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet, { type HelmetOptions } from 'helmet';

/** A page may not be framed, guessed or run by others. The console has a policy of its own; this one lets /docs draw itself. */
export function headersOfPages(): Record<string, string> {
  return headersOf({
    contentSecurityPolicy: {
      directives: { defaultSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'], frameAncestors: ["'none'"], upgradeInsecureRequests: null },
    },
  });
}

/** Data is no page: nothing of it may run, be framed, guessed or embedded. What only a page could mean is left out, and costs nobody bytes or time (decision 113). */
export function headersOfData(): Record<string, string> {
  return headersOf({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    referrerPolicy: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
}

function headersOf(options: HelmetOptions): Record<string, string> {
  const headers: Record<string, string> = {};
  // In small letters, as Fastify keeps them: it would make them small for every answer.
  const collect = { setHeader: (name: string, value: string) => (headers[name.toLowerCase()] = value), removeHeader: () => undefined };
  helmet(options)({} as IncomingMessage, collect as unknown as ServerResponse, () => undefined);
  return { ...headers, 'cache-control': 'no-store' };
}
