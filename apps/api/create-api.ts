import 'reflect-metadata';
import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { Admitted, Settings } from '@hotline/platform';
import { CoarsePlaces } from '@hotline/review';
import { apiDescription } from './api-description.loader';
import { ApiModule } from './api.module';
import { serveConsole } from './console.pages';
import { headersOfData, headersOfPages } from './security-headers';
import { answersToUnreadRequests } from './unread-requests';

const KB = 1024;
/** Bytes of the largest body by content type; a single report is held to 64 KB by intake, boundary files are large. */
const JSON_LIMIT = 50 * KB * KB;
const NDJSON_LIMIT = 16 * KB * KB;
/** More than every monitor and reviewer needs, fewer than the files a process may open. */
const MAX_CONNECTIONS = 4_000;

/** The whole HTTP service, not yet listening. `preview` describes it without making anything that needs a server. */
export async function createApi(settings: Settings, { preview = false } = {}): Promise<NestFastifyApplication> {
  const [ofData, ofPages] = [headersOfData(), headersOfPages()];
  const adapter = new FastifyAdapter({
    bodyLimit: 64 * KB,
    requestTimeout: 30_000,
    connectionTimeout: 30_000,
    keepAliveTimeout: 65_000,
    http: { headersTimeout: 10_000, maxHeaderSize: 16 * KB },
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
    ...answersToUnreadRequests(),
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.of(settings), adapter, {
    bodyParser: false,
    logger: settings.logLevel === 'debug' ? undefined : ['error', 'fatal'],
    abortOnError: false,
    preview,
  });
  takeBytes(app);
  (app.getHttpServer() as Server).maxConnections = MAX_CONNECTIONS;
  app.getHttpAdapter().getInstance().addHook('onRequest', (request, reply, done) => {
    reply.headers(request.url.startsWith('/v1/') ? ofData : ofPages);
    done();
  });
  if (preview) return app;
  coarsenPlaces(app);
  await serveConsole(app, settings);
  SwaggerModule.setup('docs', app, await apiDescription(), { jsonDocumentUrl: 'openapi.json', customSiteTitle: 'Hotline' });
  return app;
}

/** Bodies stay bytes until the strict parser sees them; any other content type is refused with 415 by Fastify itself. */
function takeBytes(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.removeAllContentTypeParsers();
  const keep = (_request: unknown, body: Buffer, done: (error: null, body: Buffer) => void) => done(null, body);
  fastify.addContentTypeParser(/^application\/(geo\+)?json\s*(;\s*charset="?utf-8"?)?$/i, { parseAs: 'buffer', bodyLimit: JSON_LIMIT }, keep);
  fastify.addContentTypeParser(/^application\/(x-)?ndjson\s*(;\s*charset="?utf-8"?)?$/i, { parseAs: 'buffer', bodyLimit: NDJSON_LIMIT }, keep);
}

/** An interceptor would wrap every answer of every route in an observable; here nobody but a reviewer pays. */
function coarsenPlaces(app: NestFastifyApplication): void {
  const places = app.get(CoarsePlaces);
  app.getHttpAdapter().getInstance().addHook('preSerialization', (request, _reply, answer, done) => {
    if (!places.isFor(request as Admitted)) return done(null, answer);
    places.of(answer).then((coarse) => done(null, coarse), done);
  });
}
