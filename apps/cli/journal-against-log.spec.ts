import { CompactRange, leafHash } from '@hotline/ledger';
import { againstLog } from './journal-against-log';

const leaves = ['a', 'b', 'c'].map((text) => leafHash(text));
const log = ['{"format":"hotline-log/1"}', ...leaves.map((hash) => JSON.stringify({ leafHash: hash.toString('hex') })), '{"checkpoint":3}'];
const head = (size: number, changed = leaves) => {
  const tree = new CompactRange();
  for (const leaf of changed.slice(0, size)) tree.append(leaf);
  return { size, root: tree.root().toString('base64') };
};
const other = [leaves[0]!, leafHash('another'), leaves[2]!];

it.each([
  ['heads of this history', [head(0), head(1), head(3)], [], []],
  ['a head of another history', [head(2), head(3, other)], [3], []],
  ['a head that is newer than the log: no sign of anything', [head(3), { size: 4, root: 'x' }], [], [4]],
])('%s', async (_, lines, contradicted, newer) => {
  const found = await againstLog(log, lines);
  expect([found.contradicted.map(({ size }) => size), found.newer.map(({ size }) => size)]).toEqual([contradicted, newer]);
});
