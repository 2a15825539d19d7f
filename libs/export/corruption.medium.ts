import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { PoolClient } from 'pg';
import { Clock, type Settings } from '@hotline/platform';
import {
  commitmentOf,
  CompactRange,
  cosign,
  COSIGNATURE_KEY,
  fieldsOf,
  fromSeed,
  INSTANT_TEXT,
  leafHash,
  leafText,
  Ledger,
  LogKey,
  LogRepository,
  LogSequencer,
  parseCheckpoint,
  signCheckpoint,
  type Fields,
} from '@hotline/ledger';
import { testDatabase, type TestDatabase } from '../../test/support';
import { IncidentExportRepository } from './incident-export.repository';
import { FORMATS } from './export-format';
import { LogExportRepository } from './log-export.repository';
import type { Redaction } from './log-line';

/** Numbers that look random and are the same in every run. */
function dice(seed: number): (sides: number) => number {
  let at = 0;
  return (sides) => createHash('sha256').update(`${seed} ${at++}`).digest().readUInt32BE() % sides;
}

interface Ground {
  client: PoolClient;
  key: LogKey;
  /** Entries of the log, and the sizes at which it was signed. */
  size: number;
  sizes: number[];
  roll(sides: number): number;
}
type Corruption = (ground: Ground) => Promise<void>;

const some = ({ size, roll }: Ground) => roll(size);
const factAt = (index: number) => `(SELECT fact_id FROM log_entry WHERE index = ${index})`;

/** What a superuser may do to the tables. Each is done behind the triggers' back. */
const CORRUPTIONS: Readonly<Record<string, Corruption>> = {
  'edits the content of a fact': async (g) => void (await g.client.query(`UPDATE fact SET content = content || '{"added": 1}' WHERE id = ${factAt(some(g))}`)),
  'empties a fact': async (g) => void (await g.client.query(`UPDATE fact SET content = '{}' WHERE id = ${factAt(some(g))}`)),
  'changes what kind of fact it is': async (g) => void (await g.client.query(`UPDATE fact SET type = type || 'x' WHERE id = ${factAt(some(g))}`)),
  'back-dates a fact by microseconds or hours': async (g) =>
    void (await g.client.query(`UPDATE fact SET recorded_at = recorded_at - make_interval(secs => $1) WHERE id = ${factAt(some(g))}`, [[0.000001, 1, 3600][g.roll(3)]])),
  'says that somebody else did it': async (g) => void (await g.client.query(`UPDATE fact SET actor = gen_random_uuid() WHERE id = ${factAt(some(g))}`)),
  'moves a fact to another report': async (g) => void (await g.client.query(`UPDATE fact SET report_id = gen_random_uuid() WHERE id = ${factAt(some(g))}`)),
  'changes a salt': async (g) => void (await g.client.query(`UPDATE fact SET salt = sha256(salt) WHERE id = ${factAt(some(g))}`)),
  'deletes a fact': async (g) => void (await g.client.query(`DELETE FROM fact WHERE id = ${factAt(some(g))}`)),
  'deletes an entry': async (g) => void (await g.client.query(`DELETE FROM log_entry WHERE index = ${some(g)}`)),
  'deletes an entry and closes the gap': async (g) => {
    const index = some(g);
    await g.client.query(`DELETE FROM log_entry WHERE index = ${index}`);
    await g.client.query(`UPDATE log_entry SET index = index + 1000000 WHERE index > ${index}`);
    await g.client.query(`UPDATE log_entry SET index = index - 1000001 WHERE index > 900000`);
  },
  'reorders: two entries exchange their places': async (g) => {
    const one = g.roll(g.size - 1);
    const other = one + 1 + g.roll(g.size - 1 - one);
    await g.client.query(`UPDATE log_entry SET index = 999999 WHERE index = ${one}`);
    await g.client.query(`UPDATE log_entry SET index = ${one} WHERE index = ${other}`);
    await g.client.query(`UPDATE log_entry SET index = ${other} WHERE index = 999999`);
  },
  'swaps the facts of two entries': async (g) => {
    const one = g.roll(g.size - 1);
    const { rows } = await g.client.query<{ id: string }>(`SELECT fact_id AS id FROM log_entry WHERE index IN (${one}, ${one + 1}) ORDER BY index`);
    await g.client.query(`UPDATE log_entry SET fact_id = -1 WHERE index = ${one}`);
    await g.client.query(`UPDATE log_entry SET fact_id = ${rows[0]!.id} WHERE index = ${one + 1}`);
    await g.client.query(`UPDATE log_entry SET fact_id = ${rows[1]!.id} WHERE index = ${one}`);
  },
  'edits a fact and everything that is hashed of it': async (g) => {
    const index = some(g);
    await g.client.query(`UPDATE fact SET content = content || '{"added": 1}' WHERE id = ${factAt(index)}`);
    await rehash(g, index, index + 1);
  },
  'cuts off the end, back to an earlier checkpoint': async (g) => void (await cutTo(g, earlier(g))),
  'cuts off the end between checkpoints': async (g) => {
    await g.client.query(`DELETE FROM log_entry WHERE index >= ${1 + g.roll(g.size - 1)}`);
  },
  'rolls back: facts and all': async (g) => {
    const size = earlier(g);
    await g.client.query(`DELETE FROM fact WHERE id IN (SELECT fact_id FROM log_entry WHERE index >= ${size})`);
    await cutTo(g, size);
  },
  'forks: rewrites history with the log key itself': async (g) => {
    const index = some(g);
    await g.client.query(`UPDATE fact SET content = content || '{"added": 1}' WHERE id = ${factAt(index)}`);
    await rehash(g, index, g.size);
    await resign(g);
  },
  'forks: leaves one fact out and signs the rest': async (g) => {
    await CORRUPTIONS['deletes an entry and closes the gap']!(g);
    await g.client.query(`DELETE FROM log_checkpoint WHERE size = ${g.size}`);
    await rehash(g, 0, g.size - 1);
    await resign(g);
  },
  'puts a root of its own under a checkpoint': async (g) => {
    const size = g.sizes[g.roll(g.sizes.length)]!;
    const note = signCheckpoint({ origin: g.key.origin, size, root: leafHash('mine') }, g.key.signer);
    await g.client.query('UPDATE log_checkpoint SET note = $1 WHERE size = $2', [note, size]);
  },
  'edits the incident that an export will show': async (g) =>
    void (await g.client.query(`UPDATE incident_version SET killed = coalesce(killed, 0) + 1 WHERE log_index = (SELECT min(log_index) FROM incident_version WHERE superseded_at IS NULL)`)),
};

const earlier = ({ sizes, size, roll }: Ground) => {
  const smaller = sizes.filter((other) => other > 0 && other < size);
  return smaller[roll(smaller.length)]!;
};

async function cutTo({ client }: Ground, size: number): Promise<void> {
  await client.query(`DELETE FROM log_cosignature WHERE size > ${size}`);
  await client.query(`DELETE FROM log_checkpoint WHERE size > ${size}`);
  await client.query(`DELETE FROM log_entry WHERE index >= ${size}`);
}

/** Makes entries say of their facts what an honest sequencer would have said. */
async function rehash({ client, key }: Ground, from: number, to: number): Promise<void> {
  const { rows } = await client.query<{ index: number; type: string; reportId: string; incidentId: string; actor: string | null; recordedAt: string; content: Fields; salt: string }>(
    `SELECT e.index::int, f.type, f.report_id AS "reportId", f.incident_id AS "incidentId", f.actor, f.content, encode(f.salt, 'hex') AS salt,
            to_char(f.recorded_at AT TIME ZONE 'UTC', ${INSTANT_TEXT}) AS "recordedAt"
       FROM log_entry e JOIN fact f ON f.id = e.fact_id WHERE e.index >= ${from} AND e.index < ${to} ORDER BY e.index`,
  );
  for (const { actor, content, salt, ...open } of rows) {
    const commitment = commitmentOf(fieldsOf(actor && key.pseudonymOf(actor), content), salt);
    await client.query('UPDATE log_entry SET commitment = $1, leaf_hash = $2 WHERE index = $3', [Buffer.from(commitment, 'hex'), leafHash(leafText({ ...open, commitment })), open.index]);
  }
}

async function resign({ client, key }: Ground): Promise<void> {
  await client.query('DELETE FROM log_cosignature');
  const { rows: leaves } = await client.query<{ hash: Buffer }>('SELECT leaf_hash AS hash FROM log_entry ORDER BY index');
  const { rows: heads } = await client.query<{ size: number }>('SELECT size::int FROM log_checkpoint');
  const sizes = new Set([...heads.map(({ size }) => size), leaves.length]);
  const tree = new CompactRange();
  for (const { hash } of [...leaves, { hash: Buffer.alloc(0) }]) {
    if (sizes.has(tree.size)) {
      const root = tree.root();
      const note = signCheckpoint({ origin: key.origin, size: tree.size, root }, key.signer);
      await client.query('INSERT INTO log_checkpoint (size, root, note, made_at) VALUES ($1, $2, $3, now()) ON CONFLICT (size) DO UPDATE SET root = $2, note = $3', [tree.size, root, note]);
    }
    tree.append(hash);
  }
}

describe('whoever corrupts the database as its superuser is found by the offline verifier', () => {
  let db: TestDatabase;
  let folder: string;
  const key = new LogKey({ secret: Buffer.alloc(32, 1) } as Settings);
  const witness = fromSeed('witness.test/us', COSIGNATURE_KEY, Buffer.alloc(32, 2));
  const roll = dice(1);
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hotline-corruption-'));
    db = await testDatabase();
    const clock = new Clock();
    const ledger = new Ledger(db.database, clock);
    const log = new LogRepository(db.database);
    const sequencer = new LogSequencer(db.database, log, key, clock);
    const incidents = Array.from({ length: 12 }, () => randomUUID());
    await sequencer.bringUpToDate();
    for (let round = 0; round < 12; round++) {
      await db.database.transaction((tx) =>
        ledger.record(tx, [
          ...Array.from({ length: 1 + roll(12) }, (_, at) => ({ type: 'report.received', reportId: randomUUID(), actor: randomUUID(), content: { at, round, name: 'حربنفسه', list: [1.5, null, { a: 'b' }] } })),
          ...Array.from({ length: 4 }, () => listing(incidents[roll(12)]!, round)),
        ]),
      );
      await sequencer.bringUpToDate();
    }
    const head = (await log.latest())!;
    const { note } = parseCheckpoint(head.note)!;
    await log.saveCosignature({ size: head.size, witness: witness.name, line: cosign(note.text, 1_480_000_000, witness), cosignedAt: new Date() });
    // What an auditor took home, or a witness wrote down, before anybody corrupted anything.
    writeFileSync(join(folder, 'pins.ndjson'), `${JSON.stringify({ checkpoint: head.note })}\n`);
  });
  afterAll(async () => {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const listing = (id: string, revision: number) => ({
    type: 'incident.listed',
    incidentId: id,
    content: {
      id, seq: revision, state: 'SCREENED', factStatus: 'VERIFIED', scope: 'IN_SCOPE', ihlConcern: false, determination: 'PENDING', act: 'ATTACK', weapon: 'MORTAR',
      target: null, from: '2016-03-02T08:00:00.000Z', to: '2016-03-02T08:00:00.000Z', lat: 34.8353, lon: 36.7418, radiusM: 500, pcode: 'SY040401',
      governorate: 'SY04', zones: ['SY04'], perpetrators: ['SAF'], victims: [], parties: ['SAF'], killed: null, wounded: 2, reportCount: 1, sourceCount: 1,
      responsibleCoChair: 'RU', gravity: 'MINOR', messageStatus: 'ACTUAL', revision, absorbedInto: null, openedAt: '2016-03-02T09:00:00.000Z', offeredAt: null,
      changedAt: '2016-03-02T09:00:00.123Z',
    },
  });

  /** Does something to the tables, writes what an export would then hold, and undoes it. */
  const exported = async (name: string, corrupt: Corruption | null, redaction: Redaction = 'none', asOf?: number, stretch?: number) => {
    const runner = db.database.source.createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    try {
      await client.query('BEGIN; SET LOCAL session_replication_role = replica');
      const sizesNow = async () => (await client.query<{ size: number }>('SELECT size::int FROM log_checkpoint ORDER BY size')).rows.map(({ size }) => size);
      const before = await sizesNow();
      await corrupt?.({ client, key, size: before.at(-1)!, sizes: before, roll });
      const size = asOf ?? (await sizesNow()).at(-1)!;
      mkdirSync(join(folder, name));
      let text = '';
      for await (const piece of new LogExportRepository(key).pieces(client, size, redaction, stretch)) text += piece;
      writeFileSync(join(folder, name, 'log.ndjson'), text);
      const file = FORMATS.ndjson.file();
      let rows = '';
      for await (const block of new IncidentExportRepository().blocks(client, { queue: 'all' }, size, stretch)) rows += Buffer.from(file.rows(block)).toString();
      writeFileSync(join(folder, name, 'incidents.ndjson'), rows);
    } finally {
      await client.query('ROLLBACK');
      await runner.release();
    }
  };

  /** The verifier in a process of its own, as an auditor runs it, over many exports. */
  const verified = (names: readonly string[], isEarlier = false) =>
    JSON.parse(
      execFileSync(
        process.execPath,
        [
          '--input-type=module',
          '-e',
          `import { linesOf, readKey, readPins, verifyLog } from ${JSON.stringify(resolve(__dirname, '../../tools/verify/verify.mjs'))};
           import { readFileSync } from 'node:fs';
           const [folder, names, key, witness, isEarlier] = JSON.parse(process.argv[1]);
           const pins = readPins(readFileSync(folder + '/pins.ndjson', 'utf8'));
           const results = [];
           for (const name of names) {
             const incidents = readFileSync(folder + '/' + name + '/incidents.ndjson', 'utf8').split('\\n').filter(Boolean).map((line) => JSON.parse(line));
             results.push(await verifyLog(linesOf(folder + '/' + name + '/log.ndjson'), { keys: [readKey(key)], witnesses: [readKey(witness)], pins, incidents, isEarlier }));
           }
           console.log(JSON.stringify(results));`,
          JSON.stringify([folder, names, key.signer.vkey, witness.vkey, isEarlier]),
        ],
        { encoding: 'utf8', maxBuffer: 1 << 26 },
      ),
    ) as { isGood: boolean; firstBadIndex: number | null; checks: { what: string; ok: boolean | null; detail: string }[] }[];

  it('finds nothing wrong with clean data: whole, redacted, and at every earlier checkpoint', async () => {
    await exported('clean', null);
    await exported('clean-publication', null, 'publication');
    for (const result of verified(['clean', 'clean-publication'])) {
      expect(result.checks.filter(({ ok }) => ok === false)).toEqual([]);
      expect(result.checks.find(({ what }) => what.startsWith(witness.name))?.ok).toBe(true);
    }
    const sizes = (await db.database.query<{ size: number }>('SELECT size::int FROM log_checkpoint')).map(({ size }) => size);
    for (const size of sizes) {
      await exported(`clean-${size}`, null, 'none', size);
      await exported(`clean-publication-${size}`, null, 'publication', size);
    }
    const results = verified(sizes.flatMap((size) => [`clean-${size}`, `clean-publication-${size}`]), true);
    expect(results.flatMap(({ checks }) => checks.filter(({ ok }) => ok === false))).toEqual([]);
  });

  it('is given the same bytes however much is read at once', async () => {
    const files = ['log.ndjson', 'incidents.ndjson'];
    const read = (name: string) => files.map((file) => readFileSync(join(folder, name, file), 'utf8'));
    await exported('at-once', null);
    for (const stretch of [1, 2, 7]) {
      await exported(`by-${stretch}`, null, 'none', undefined, stretch);
      expect(read(`by-${stretch}`)).toEqual(read('at-once'));
    }
  });

  it('finds every one of 200 random corruptions', async () => {
    const kinds = Object.entries(CORRUPTIONS);
    const names: string[] = [];
    for (let at = 0; at < 200; at++) {
      const [kind, corrupt] = kinds[at % kinds.length]!;
      names.push(`${at} ${kind}`);
      await exported(names[at]!, corrupt);
    }
    const results = verified(names);
    expect(names.filter((_, at) => results[at]!.isGood)).toEqual([]);
    expect(results).toHaveLength(200);
  }, 120_000);

  it('names the very row', async () => {
    const indices = [0, 7, 40];
    for (const index of indices) {
      await exported(`row ${index}`, async ({ client }) => void (await client.query(`UPDATE fact SET content = content || '{"added": 1}' WHERE id = ${factAt(index)}`)));
    }
    expect(verified(indices.map((index) => `row ${index}`)).map(({ firstBadIndex }) => firstBadIndex)).toEqual(indices);
  });
});
