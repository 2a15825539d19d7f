// bare-endpoint.process.ts - the yardstick of intake: Fastify and pg, the same bytes as one row, nothing else.
import fastify from 'fastify';
import { Pool } from 'pg';

async function main(databaseUrl: string): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl, max: 16 });
  await pool.query('CREATE TABLE IF NOT EXISTS bench_bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, bytes bytea NOT NULL)');
  const app = fastify({ bodyLimit: 65_536 });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post('/v1/reports', async (request, reply) => {
    const { rows } = await pool.query<{ id: string }>('INSERT INTO bench_bare (bytes) VALUES ($1) RETURNING id', [request.body]);
    return reply.status(202).send({ id: rows[0]!.id });
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  process.send!({ url });
  process.once('disconnect', () => process.exit(0));
}

void main(process.argv[2]!);
