import { rootOf, leafHash } from './merkle';
import { isSignedTogether, signTogether } from './shared-signature';
import { COSIGNATURE_KEY, fromSeed, isSignedBy, NOTE_KEY, parseNote, signNote } from './signed-note';

const log = fromSeed('hotline.test/log', NOTE_KEY, Buffer.alloc(32, 1));
const other = fromSeed('hotline.test/log', NOTE_KEY, Buffer.alloc(32, 2));
const textsOf = (count: number) => Array.from({ length: count }, (_, index) => `hotline.test/log/receipt/v1\nreport ${index}\n`);

describe('one signature over many texts', () => {
  it.each([2, 3, 4, 5, 6, 7, 8, 9, 31, 32, 33])('proves each of %i, and says what it is', (count) => {
    const texts = textsOf(count);
    const notes = signTogether(texts, log).map((note) => parseNote(note)!);
    expect(notes.map(({ text }) => text)).toEqual(texts);
    expect(notes.filter((note) => isSignedTogether(note, log))).toHaveLength(count);
    expect(notes.some((note) => isSignedBy(note, log))).toBe(false);
  });

  it('of one text is a signature like any other', () => {
    expect(signTogether(textsOf(1), log)).toEqual(textsOf(1).map((text) => signNote(text, log)));
    expect(signTogether([], log)).toEqual([]);
  });

  it('is the same for the same texts, and over the root that RFC 6962 gives them', () => {
    expect(signTogether(textsOf(11), log)).toEqual(signTogether(textsOf(11), log));
    const bytes = parseNote(signTogether(textsOf(11), log)[4]!)!.signatures[0]!.bytes.subarray(0, 64);
    const root = `hotline.test/log/shared/v1\n${rootOf(textsOf(11).map(leafHash)).toString('base64')}\n`;
    expect(bytes).toEqual(parseNote(signNote(root, log))!.signatures[0]!.bytes);
  });

  const [note] = signTogether(textsOf(5), log) as [string];
  const changed = (change: (bytes: Buffer) => Buffer) => {
    const read = parseNote(note)!;
    return { ...read, signatures: read.signatures.map((signature) => ({ ...signature, bytes: change(Buffer.from(signature.bytes)) })) };
  };
  const flipped = (at: number) => changed((bytes) => bytes.fill(bytes[at]! ^ 1, at, at + 1));
  it.each([
    ['another text', { ...parseNote(note)!, text: 'hotline.test/log/receipt/v1\nreport 9\n' }, log],
    ['another key of the same name', parseNote(note)!, other],
    ["a witness's key", parseNote(note)!, fromSeed('hotline.test/log', COSIGNATURE_KEY, Buffer.alloc(32, 1))],
    ['a changed signature', flipped(0), log],
    ['a neighbour on the other side', flipped(64), log],
    ['another neighbour', flipped(70), log],
    ['a way that is too short', changed((bytes) => bytes.subarray(0, -33)), log],
    ['half a step', changed((bytes) => bytes.subarray(0, -1)), log],
    ['less than a signature', changed((bytes) => bytes.subarray(0, 20)), log],
  ])('does not hold for %s', (_, read, key) => expect(isSignedTogether(read, key)).toBe(false));
});
