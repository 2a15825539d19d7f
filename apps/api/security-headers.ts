// security-headers.ts - what every answer says to a browser: worked out once, not for every request.
import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

/** JSON and files only: nothing here is a page, so nothing may be framed, guessed or run. The console and /docs have a policy of their own. */
export function securityHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  const collect = { setHeader: (name: string, value: string) => (headers[name] = value), removeHeader: () => undefined };
  const protect = helmet({
    contentSecurityPolicy: {
      directives: { defaultSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'], frameAncestors: ["'none'"], upgradeInsecureRequests: null },
    },
  });
  protect({} as IncomingMessage, collect as unknown as ServerResponse, () => undefined);
  return { ...headers, 'Cache-Control': 'no-store' };
}
