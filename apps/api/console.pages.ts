// console.pages.ts - the built console under /console/: one origin, nothing inline, nothing from elsewhere.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from '@hotline/platform';

const HOME = '/console/';
/** From the compiled api, and from its sources under test. */
const BUILT = [resolve(__dirname, '../../console'), resolve(__dirname, '../../dist/console')];

/** Scripts, workers and data come from here only; styles may be set by script (element.style), never loaded from elsewhere. Map tiles come from the one origin that was set, if any. */
export function policyOf(tiles: string | undefined): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "connect-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob:${tiles ? ` ${new URL(tiles).origin}` : ''}`,
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const NOT_BUILT = '<!doctype html><title>Hotline</title><p>The console has not been built here. Run <code>npm run console</code>.</p>\n';

/** Where the console was built, or null when this service was started without it. */
export function consoleFolder(): string | null {
  return BUILT.find((folder) => existsSync(resolve(folder, 'index.html'))) ?? null;
}

/** Every address below /console/ is the same page; its router reads the rest. Assets carry a hash in their name and never change. */
export async function serveConsole(app: NestFastifyApplication, { tiles }: Pick<Settings, 'tiles'>): Promise<void> {
  const policy = policyOf(tiles);
  const fastify = app.getHttpAdapter().getInstance();
  const folder = consoleFolder();
  if (folder) {
    await app.register(fastifyStatic, {
      root: resolve(folder, 'assets'),
      prefix: `${HOME}assets/`,
      decorateReply: false,
      index: false,
      immutable: true,
      maxAge: '365d',
    });
  }
  // The worker that opens the report form without a connection: asked for anew each time, so that a new build takes over.
  if (folder) {
    fastify.get(`${HOME}offline.js`, async (_request, reply) =>
      reply.type('text/javascript; charset=utf-8').header('content-security-policy', policy).header('cache-control', 'no-cache').send(await readFile(resolve(folder, 'offline.js'))),
    );
  }
  fastify.get('/', (_request, reply) => reply.redirect(HOME));
  fastify.get('/console', (_request, reply) => reply.redirect(HOME));
  // Read each time: a new build is served without a restart.
  fastify.get(`${HOME}*`, async (_request, reply) =>
    reply
      .status(folder ? 200 : 503)
      .type('text/html; charset=utf-8')
      .header('content-security-policy', policy)
      .header('cache-control', 'no-cache')
      .send(folder ? await readFile(resolve(folder, 'index.html')) : NOT_BUILT),
  );
}
