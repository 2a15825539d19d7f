import { afterChanges, diffOf } from './reference-diff';
import type { ReferenceContent, ReferenceRow } from './reference-row';

const row = (name: string, content: object, source = 's'): ReferenceContent => {
  const [collection = '', code = ''] = name.split('/');
  return { collection, code, content: content as Record<string, unknown>, source, validFrom: null, validTo: null };
};
const stored = (name: string, content: object): ReferenceRow => ({ ...row(name, content), id: `id of ${name}`, recordedAt: new Date(0) });
const current = [stored('parties/A', { side: 'X', note: 'n' }), stored('parties/B', { side: 'Y' }), stored('policy/policy', { version: 'v1' })];
const told = (incoming: ReferenceContent[], options = {}) => diffOf(current, incoming, options).map(({ row: name, change, fields }) => [name, change, ...fields]);

describe('a folder changes', () => {
  it.each<[string, ReferenceContent[], object, string[][]]>([
    ['nothing when it says the same, in whatever order', [row('parties/A', { note: 'n', side: 'X' })], {}, []],
    ['a field', [row('parties/A', { side: 'Z', note: 'n' })], {}, [['parties/A', 'superseded', 'side']]],
    ['a field that is no longer said', [row('parties/A', { side: 'X' })], {}, [['parties/A', 'superseded', 'note']]],
    ['a source', [row('parties/B', { side: 'Y' }, 'better')], {}, [['parties/B', 'superseded', 'source']]],
    ['a new row', [row('parties/C', { side: 'X' })], {}, [['parties/C', 'added', 'side']]],
    ['what it leaves out, when it is said to be complete, and no other collection', [row('parties/A', { side: 'X', note: 'n' })], { withdrawMissing: true }, [['parties/B', 'withdrawn']]],
  ])('%s', (_, incoming, options, expected) => expect(told(incoming, options)).toEqual(expected));
});

it('the whole afterwards has the changes in place', () => {
  const changes = diffOf(current, [row('parties/A', { side: 'Z' })], { withdrawMissing: true });
  expect(afterChanges(current, changes).map(({ collection, code, content }) => [`${collection}/${code}`, content.side])).toEqual([
    ['parties/A', 'Z'],
    ['policy/policy', undefined],
  ]);
});
