import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '../../apps/standalone/embedded/free.port';
import { aReport, until } from '../support';

jest.setTimeout(180_000);

/** What must not be found again: whoever reported, what was said, and with what key. */
const CANARY = { contact: 'canary-contact-5550142', narrative: 'canary-narrative-meadowlark', refused: 'canary-refused-kingfisher', token: 'canary-token-0123456789abcdef' };

describe('canaries in a whole service at its most talkative', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'hotline-canary-'));
  let said = '';
  let exported = '';
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('sings where it may: the report is filed, linked and exported', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const service = spawn(process.execPath, ['--no-warnings', 'tools/run.mjs', 'apps/standalone/main.js', '--empty'], {
      cwd: resolve(__dirname, '../..'),
      env: { ...process.env, PORT: String(port), HOTLINE_DATA_DIR: dataDir, LOG_LEVEL: 'debug' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [service.stdout, service.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    try {
      await until('it serves', () => fetch(`${url}/health/ready`).then(({ ok }) => ok, () => false), 120_000);
      const tokens = JSON.parse(readFileSync(join(dataDir, 'tokens.json'), 'utf8')) as Record<string, string>;
      const ask = async (path: string, as: string, body?: unknown) => {
        const headers = { authorization: `Bearer ${tokens[as] ?? as}`, ...(body ? { 'content-type': 'application/json' } : {}) };
        return (await fetch(url + path, { headers, ...(body ? { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) } : {}) })).text();
      };
      for (const as of ['monitor', 'monitor2']) {
        await ask('/v1/reports', as, aReport({ narrative: `${CANARY.narrative} fell`, contact: { name: CANARY.contact, phone: CANARY.contact } }));
      }
      await ask('/v1/reports', 'monitor', aReport({ kind: CANARY.refused, narrative: CANARY.refused }));
      await ask('/v1/reports', 'monitor', `{"narrative": "${CANARY.refused}`);
      await ask('/v1/reports', CANARY.token, aReport({ narrative: CANARY.refused }));
      await until('the reports are linked', async () => (JSON.parse(await ask('/v1/incidents?queue=all', 'auditor')) as { items: { reportCount: number }[] }).items.some(({ reportCount }) => reportCount === 2), 60_000);
      for (const format of ['csv', 'ndjson', 'geojson']) exported += await ask(`/v1/exports/incidents.${format}`, 'auditor');
      const [incident] = (JSON.parse(await ask('/v1/incidents?queue=all', 'auditor')) as { items: { id: string }[] }).items;
      exported += await ask(`/v1/incidents/${incident!.id}`, 'auditor');
    } finally {
      service.kill('SIGTERM');
      await once(service, 'exit');
    }
    expect(exported).toContain('FeatureCollection');
  });

  it('no contact detail is in any file: not in the database, its journal, Redis or a log', () => expect(filesWith(dataDir, CANARY.contact)).toEqual([]));

  it('no refused words and no wrong key are in any file', () => {
    expect([...filesWith(dataDir, CANARY.refused), ...filesWith(dataDir, CANARY.token)]).toEqual([]);
  });

  it("a reporter's words are in the database and nowhere else", () => {
    const places = new Set(filesWith(dataDir, CANARY.narrative).map((file) => file.slice(dataDir.length + 1).split('/').slice(0, 2).join('/')));
    expect([...places]).toEqual(['postgres/cluster']);
  });

  it.each(Object.entries(CANARY))('nothing that was said aloud or exported holds the %s', (_, canary) => {
    expect([said.includes(canary), exported.includes(canary)]).toEqual([false, false]);
  });

  it('nothing that was logged holds an address of a caller or a stack', () => {
    const lines = said.split('\n').filter((line) => line.startsWith('{'));
    expect(lines.filter((line) => /remoteAddress|"ip"|\\n\s+at /.test(line))).toEqual([]);
  });
});

function filesWith(folder: string, words: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(words));
}
