// A log of several megabytes is examined in pieces, on several threads: it must be told of as if by one.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkpointLine, entryLine, headLine } from '@hotline/export';
import { commitmentOf, CompactRange, fieldsOf, fromSeed, leafHash, leafText, NOTE_KEY, signCheckpoint } from '@hotline/ledger';

const SIZE = 6_000;
const origin = 'hotline.test/log';
const signer = fromSeed(origin, NOTE_KEY, Buffer.alloc(32, 3));
const tree = new CompactRange();
const note = () => signCheckpoint({ origin, size: tree.size, root: tree.root() }, signer);
const lines = [headLine({ origin, publicKey: signer.vkey, size: SIZE, redaction: 'none' })];
for (let index = 0; index < SIZE; index++) {
  const salt = leafHash(`salt ${index}`).toString('hex');
  const content = { id: `i${index % 50}`, act: 'ATTACK', where: 'حربنفسه', lat: index / 7, zones: ['SY05'] };
  const open = { index, type: 'incident.listed', reportId: null, incidentId: content.id, recordedAt: `2016-02-29T09:00:00.${String(index).padStart(6, '0')}Z` };
  const commitment = commitmentOf(fieldsOf(null, content), salt);
  const leaf = leafHash(leafText({ ...open, commitment }));
  tree.append(leaf);
  lines.push(entryLine({ ...open, actor: null, content, salt, commitment, leafHash: leaf.toString('hex') }, 'none'));
  if (index % 1_000 === 499 && index < SIZE - 1) lines.push(checkpointLine(tree.size, note(), false));
}
lines.push(checkpointLine(SIZE, note(), true));

const folder = mkdtempSync(join(tmpdir(), 'hotline-verify-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Result {
  isGood: boolean;
  entries: number;
  firstBadIndex: number | null;
  checks: { what: string; ok: boolean | null; detail: string }[];
}
function verified(change: (lines: string[]) => void, flags: string[] = []): Result {
  const changed = [...lines];
  change(changed);
  const file = join(folder, 'log.ndjson');
  writeFileSync(file, changed.join(''));
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, resolve(__dirname, 'verify.mjs'), file, '--key', signer.vkey, '--json'], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Result;
}
const lineOf = (index: number) => lines.findIndex((line) => line.startsWith(`{"index":${index},`));
/** The index of the row that lies across the end of the first piece, and so begins the second. */
const seam = (() => {
  let bytes = 0;
  const line = lines.find((text) => (bytes += Buffer.byteLength(text)) > 1 << 20)!;
  return (JSON.parse(line) as { index: number }).index;
})();
const edited = (index: number) => (all: string[]) => (all[lineOf(index)] = all[lineOf(index)]!.replace('ATTACK', 'ARREST'));
const withoutThreads = [process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission', '--allow-fs-read=*'];

describe('verify.mjs over a large log', () => {
  it('finds nothing wrong with a good one', () => {
    const { isGood, entries, checks } = verified(() => undefined);
    expect([isGood, entries, checks.filter(({ ok }) => ok !== true)]).toEqual([true, SIZE, []]);
  });

  it.each([0, 1_999, 4_321, SIZE - 1])('names row %i when it was edited', (index) => {
    expect(verified(edited(index))).toMatchObject({ isGood: false, firstBadIndex: index });
  });

  it.each<[string, (all: string[]) => void, string]>([
    ['a line that is none', (all) => (all[4_000] = '{"index":\n'), 'line 4001 is not JSON'],
    ['a row that is missing', (all) => all.splice(lineOf(5_000), 1), 'first bad index 5000: the row says it is index 5001, but 5000 follows'],
    ['a row that is missing between two pieces', (all) => all.splice(lineOf(seam), 1), `first bad index ${seam}: the row says it is index ${seam + 1}, but ${seam} follows`],
    ['two rows that changed places', (all) => all.splice(lineOf(3_000), 2, lines[lineOf(3_001)]!, lines[lineOf(3_000)]!), 'first bad index 3000: the row says it is index 3001, but 3000 follows'],
    ['a row after the last checkpoint', (all) => all.push(lines[lineOf(7)]!), `line ${lines.length + 1} comes after the last checkpoint`],
    ['another head', (all) => all.splice(3_500, 0, lines[0]!), 'line 3501 is another head'],
  ])('finds %s', (_, change, detail) => {
    const { isGood, checks } = verified(change);
    expect([isGood, checks.map((check) => check.detail)]).toEqual([false, expect.arrayContaining([detail])]);
  });

  it('says the same where threads are refused', () => {
    for (const change of [() => undefined, edited(4_321)]) expect(verified(change, withoutThreads)).toEqual(verified(change));
  });
});
