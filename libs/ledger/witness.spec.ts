import { signCheckpoint } from './checkpoint';
import { leafHash, rangeHash, rootOf } from './merkle';
import { consistencyRanges } from './merkle-proof';
import { fromSeed, NOTE_KEY } from './signed-note';
import { appended, nodesOf } from './tiles';
import { splitViews, verdictOn } from './witness';
import { parseRequest, requestText } from './witness-request';

const log = fromSeed('hotline.example/log', NOTE_KEY, Buffer.alloc(32, 1));
const leaves = Array.from({ length: 20 }, (_, at) => leafHash(`leaf ${at}`));
const nodeOf = nodesOf(appended(0, leaves, new Map()));
const root = (size: number) => rootOf(leaves.slice(0, size));
const proof = (from: number, to: number) => consistencyRanges(from, to).map((range) => rangeHash(range, nodeOf));
const note = (size: number, by = log, hash = root(size), origin = log.name) => signCheckpoint({ origin, size, root: hash }, by);
const seen = (size: number) => ({ size, root: root(size).toString('base64') });
const ask = (oldSize: number, checkpoint: string, hashes = [] as Buffer[]) => requestText({ oldSize, proof: hashes, checkpoint });

describe('a witness', () => {
  it.each([
    ['cosigns the first checkpoint it sees', ask(0, note(7)), null, 200],
    ['cosigns a history that continues', ask(7, note(20), proof(7, 20)), seen(7), 200],
    ['cosigns the same checkpoint again', ask(7, note(7)), seen(7), 200],
    ['tells the size it cosigned last', ask(5, note(20), proof(5, 20)), seen(7), 409],
    ['refuses another root for the same size', ask(7, note(7, log, leafHash('other'))), seen(7), 409],
    ['refuses a history that does not continue', ask(7, note(20, log, leafHash('other')), proof(7, 20)), seen(7), 422],
    ['refuses a history that went backwards', ask(7, note(6)), seen(7), 400],
    ['refuses a rollback that asks nicely', ask(6, note(6)), seen(7), 409],
    ['refuses a proof where none belongs', ask(0, note(7), [root(1)]), null, 422],
    ['refuses another signature', ask(0, note(7, fromSeed(log.name, NOTE_KEY, Buffer.alloc(32, 9)))), null, 403],
    ['refuses another log', ask(0, note(7, log, root(7), 'other.example/log')), null, 404],
    ['refuses what is no request', 'hello', null, 400],
    ['refuses an old size with leading zeroes', ask(0, note(7)).replace('old 0', 'old 00'), null, 400],
    ['refuses more proof than any tree needs', ask(7, note(20), Array<Buffer>(64).fill(root(1))), seen(7), 400],
  ])('%s', (_, body, last, status) => expect(verdictOn(body, log, last).status).toBe(status));
});

it('a request is read back', () => {
  expect(parseRequest(ask(7, note(20), proof(7, 20)))).toEqual({ oldSize: 7, proof: proof(7, 20), checkpoint: note(20) });
});

it('two journals with two roots for one size expose a split view', () => {
  expect(splitViews([seen(3), seen(7)], [seen(7), seen(9)])).toEqual([]);
  expect(splitViews([seen(3), seen(7)], [{ size: 7, root: 'other' }])).toEqual([{ size: 7, roots: [seen(7).root, 'other'] }]);
});
