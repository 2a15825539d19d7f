// The console makes the log again in the browser, in code of its own: on the same bytes it must say what the service means.
import { faultOf, headOf, isSignedBy, leafHash as leafInBrowser, MerkleRoot, type LogEntry } from '../apps/console/src/audit/verify-log';
import { entryLine, type LogEntryRow } from '@hotline/export';
import { commitmentOf, CompactRange, fieldCommitment, fieldSalt, fieldsOf, fromSeed, leafHash, leafText, NOTE_KEY, signCheckpoint, type Fields } from '@hotline/ledger';

const salt = 'ab'.repeat(32);
const CONTENTS: readonly Fields[] = [
  {},
  { id: 'i', act: 'ATTACK', lat: 34.97984, lon: -36.57503, killed: 3, zones: ['SY05', 'SY0501'], offeredAt: null },
  { name: 'حربنفسه', Ж: 'обстрел', '\ud83d\ude00': '\u2028"\\', nested: { b: [1, { a: null }], a: 1e21 }, tiny: 1e-7, zero: -0 },
];
const rowOf = (index: number): LogEntryRow => {
  const content = CONTENTS[index % CONTENTS.length]!;
  const open = { index, type: 'incident.listed', reportId: null, incidentId: 'i', recordedAt: '2016-02-29T09:00:00.000000Z' };
  const actor = index % 2 === 0 ? 'p' : null;
  const commitment = commitmentOf(fieldsOf(actor, content), salt);
  return { ...open, actor, content, salt, commitment, leafHash: leafHash(leafText({ ...open, commitment })).toString('hex') };
};
const erased = (row: LogEntryRow): LogEntryRow => {
  const { act, ...content } = row.content as Record<string, unknown>;
  const salts = Object.fromEntries(Object.keys(fieldsOf(row.actor, content)).map((name) => [name, fieldSalt(name, salt)]));
  return { ...row, content, salt: null, salts, erased: { act: fieldCommitment(fieldSalt('act', salt), act) } };
};
const rows = Array.from({ length: 9 }, (_, index) => rowOf(index));
const read = (line: string) => JSON.parse(line) as LogEntry;

describe('the console, reading the lines of the exported log', () => {
  it.each<[string, (row: LogEntryRow) => string]>([
    ['whole', (row) => entryLine(row, 'none')],
    ['for publication', (row) => entryLine(row, 'publication')],
    ['with a field erased', (row) => entryLine(row.index % 3 === 1 ? erased(row) : row, 'none')],
  ])('%s, finds nothing wrong', (_, write) => expect(rows.map((row) => faultOf(read(write(row)), row.index))).toEqual(rows.map(() => null)));

  it.each<[string, LogEntry]>([
    ['another value', read(entryLine({ ...rows[1]!, content: { ...rows[1]!.content, killed: 4 } }, 'none'))],
    ['another value in a publication', read(entryLine(rows[1]!, 'publication').replace('"ATTACK"', '"ARREST"'))],
    ['another hidden value', read(entryLine(rows[1]!, 'publication').replace(/("lat":")../, '$1zz'))],
    ['another time', read(entryLine({ ...rows[1]!, recordedAt: '2016-02-29T09:00:00.000001Z' }, 'none'))],
  ])('finds %s', (_, entry) => expect(faultOf(entry, 1)).toMatch(/does not match/));

  it('has the same tree and reads the same signed head', async () => {
    const [ours, theirs] = [new CompactRange(), new MerkleRoot()];
    for (const { leafHash: hash } of rows) {
      ours.append(Buffer.from(hash, 'hex'));
      theirs.add(Buffer.from(hash, 'hex'));
    }
    expect(Buffer.from(theirs.root()).equals(ours.root())).toBe(true);
    expect(Buffer.from(leafInBrowser('text')).equals(leafHash('text'))).toBe(true);
    const signer = fromSeed('hotline.test/log', NOTE_KEY, Buffer.alloc(32, 3));
    const head = headOf(signCheckpoint({ origin: 'hotline.test/log', size: 9, root: ours.root() }, signer))!;
    expect([head.origin, head.size, head.root, await isSignedBy(head, signer.vkey)]).toEqual(['hotline.test/log', 9, ours.root().toString('hex'), true]);
    expect(await isSignedBy(head, fromSeed('hotline.test/log', NOTE_KEY, Buffer.alloc(32, 4)).vkey)).toBe(false);
  });
});
