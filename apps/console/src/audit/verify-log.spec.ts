import { isConsistent } from './consistency';
import { hex } from './hex';
import { canonical, faultOf, leafHash, MerkleRoot } from './verify-log';

/** The eight leaves and the roots of the tests of RFC 6962 implementations (certificate-transparency, merkle_tree_test). */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const text = (bytes: string) => String.fromCharCode(...(bytes.match(/../g) ?? []).map((byte) => parseInt(byte, 16)));

describe('the log made again', () => {
  it('has the published root at every size', () => {
    const tree = new MerkleRoot();
    expect(LEAVES.map((leaf) => (tree.add(leafHash(text(leaf))), hex(tree.root())))).toEqual(ROOTS);
  });

  it('accepts a proof that a later log begins with an earlier one, and no forged one', () => {
    const proof = ['5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e'];
    const [second, fourth] = [{ size: 2, root: ROOTS[1]! }, { size: 4, root: ROOTS[3]! }];
    const sibling = hex(leafHash(text(LEAVES[2]!)));
    expect(isConsistent(second, fourth, proof)).toBe(true);
    expect(isConsistent(second, { ...fourth, root: ROOTS[4]! }, proof)).toBe(false);
    expect(isConsistent(second, fourth, [])).toBe(false);
    expect(isConsistent(fourth, fourth, [])).toBe(true);
    expect(isConsistent(second, { size: 3, root: ROOTS[2]! }, [sibling])).toBe(true);
    expect(isConsistent({ size: 2, root: ROOTS[2]! }, { size: 3, root: ROOTS[2]! }, [sibling])).toBe(false);
  });

  it('misses a missing entry and finds a changed one', () => {
    const leaf = { index: 0, type: 'report.received', reportId: null, incidentId: null, recordedAt: '2016-03-02T00:00:00.000000Z', commitment: 'aa' };
    const entry = { ...leaf, leafHash: hex(leafHash(canonical({ v: 1, ...leaf }))) };
    expect(faultOf(entry, 0)).toBeNull();
    expect(faultOf(entry, 1)).toBe('entry 1 is missing');
    expect(faultOf({ ...entry, recordedAt: '2016-03-03T00:00:00.000000Z' }, 0)).toBe('entry 0 does not match its leaf');
  });
});
