import { cosign, cosignedAt, parseCheckpoint, signCheckpoint } from './checkpoint';
import { leafHash } from './merkle';
import { COSIGNATURE_KEY, fromSeed, isSignedBy, NOTE_KEY, parseNote, parseSignatures, privateKeyText, readSigner, readVerifier, signNote } from './signed-note';

const seed = Buffer.alloc(32, 7);
const log = fromSeed('hotline.example/log', NOTE_KEY, seed);
const witness = fromSeed('witness.example/us', COSIGNATURE_KEY, Buffer.alloc(32, 8));
const checkpoint = { origin: log.name, size: 42, root: leafHash('x') };

describe('a key', () => {
  it('is read back from the form in which it is kept, and from the one in which it is published', () => {
    expect(readSigner(privateKeyText(log.name, NOTE_KEY, seed)).vkey).toBe(log.vkey);
    expect(readVerifier(log.vkey).id).toEqual(log.id);
  });

  it.each([
    ['nothing', ''],
    ['a name that was exchanged', log.vkey.replace('hotline', 'h0tline')],
    ['an unknown kind', 'a+00000000+AgAAAA=='],
  ])('is refused: %s', (_, text) => expect(() => readVerifier(text)).toThrow(/public key/));

  it('is refused without its value being told', () => {
    const text = privateKeyText(log.name, NOTE_KEY, seed);
    expect(() => readSigner(text.replace('hotline', 'h0tline'))).toThrow(/^This private key does not belong to the name it carries.$/);
  });

  // The example of the C2SP signed-note text: name, id and public key that belong together.
  it('has the id that the form prescribes', () => {
    expect(readVerifier('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW').name).toBe('PeterNeumann');
  });
});

describe('a note', () => {
  it('is checked with the example of the C2SP signed-note text', () => {
    const note = parseNote(
      'If you think cryptography is the answer to your problem,\nthen you don\'t know what your problem is.\n\n' +
        '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
    )!;
    expect(isSignedBy(note, readVerifier('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'))).toBe(true);
  });

  it('is the same every time it is signed, and bears its key', () => {
    const text = signCheckpoint(checkpoint, log);
    expect(signCheckpoint(checkpoint, log)).toBe(text);
    expect(isSignedBy(parseNote(text)!, log)).toBe(true);
    expect(isSignedBy(parseNote(text.replace('42', '43'))!, log)).toBe(false);
    expect(isSignedBy(parseNote(text)!, fromSeed(log.name, NOTE_KEY, Buffer.alloc(32, 9)))).toBe(false);
  });

  it('has no empty line inside', () => expect(() => signNote('a\n\nb\n', log)).toThrow('no empty line'));
});

describe('a checkpoint', () => {
  it('is read back', () => expect(parseCheckpoint(signCheckpoint(checkpoint, log))).toMatchObject(checkpoint));

  it.each([
    ['leading zeroes', 'o\n042\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— a AAAAAAAA\n'],
    ['a root that is no hash', 'o\n42\nAAAA\n\n— a AAAAAAAA\n'],
    ['no signature', 'o\n42\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n'],
  ])('is none with %s', (_, text) => expect(parseCheckpoint(text)).toBeNull());

  it('carries cosignatures that say when, and only for what was cosigned', () => {
    const { note } = parseCheckpoint(signCheckpoint(checkpoint, log))!;
    const [line] = parseSignatures(cosign(note.text, 1_456_524_000, witness))!;
    expect(cosignedAt(note.text, line!, witness)).toBe(1_456_524_000);
    expect(cosignedAt(note.text.replace('42', '43'), line!, witness)).toBeNull();
    expect(cosignedAt(note.text, line!, fromSeed(witness.name, COSIGNATURE_KEY, Buffer.alloc(32, 9)))).toBeNull();
    expect(() => cosign(note.text, 0, log)).toThrow('kind 4');
  });

  it('is not taken for signed because a witness cosigned it', () => {
    const text = signCheckpoint(checkpoint, log);
    const { note } = parseCheckpoint(text)!;
    expect(isSignedBy(parseNote(text + cosign(note.text, 1, witness))!, witness)).toBe(false);
  });
});
