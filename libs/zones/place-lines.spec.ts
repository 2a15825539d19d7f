import { readPlaceLines } from './place-lines';

const defaults = { source: 'test', radiusM: 2_000 };
const line = (change: object = {}) => JSON.stringify({ id: 'p-1', lat: 35, lon: 37, pcode: 'C1', name_en: 'Sharan (Sharan)', name_ar: 'شران', adm3_pcode: 'SY020301', kind: 'community', ...change });
const read = (...lines: string[]) => readPlaceLines(Buffer.from(lines.join('\n')), defaults);

it('a line is a place: its own code, the area it lies in, the names it is called by', () => {
  expect(read(line(), '')).toEqual({
    ok: true,
    places: [{ code: 'C1', kind: 'COMMUNITY', names: { en: 'Sharan (Sharan)', ar: 'شران' }, aliases: ['Sharan'], lat: 35, lon: 37, radiusM: 2_000, pcode: 'SY020301', source: 'test' }],
  });
});

it('a double name is found by each half', () => {
  expect(read(line({ name_en: 'Hbab - Yadi Qawi', name_ar: 'Hbab - Yadi Qawi' }))).toMatchObject({ places: [{ names: { en: 'Hbab - Yadi Qawi' }, aliases: ['Hbab', 'Yadi Qawi'] }] });
});

it.each([
  ['that is no JSON', '{', expect.stringMatching(/^is not JSON as it should be: /)],
  ['with a NUL in a name', line({ name_en: 'Sha\u0000ran' }), 'is not JSON as it should be: a string holds a NUL character'],
  ['with half a character', line().replace('Sharan', '\\ud83d'), 'is not JSON as it should be: a string holds half of a surrogate pair'],
  ['with a name twice', line().replace('{', '{"name_en":"Other",'), 'is not JSON as it should be: the key "name_en" appears twice'],
  ['that is a list', '[]', 'is not an object'],
  ['without a code', line({ pcode: null, id: undefined }), 'has neither a code, a pcode nor an id'],
  ['without a point', line({ lat: '35' }), '(C1) has no point'],
  ['beyond the pole', line({ lat: 91 }), '(C1) has no point'],
  ['without a name', line({ name_en: ' ', name_ar: null }), '(C1) has no name'],
])('a line %s refuses the file', (_, bad, fault) => expect(read(line({ pcode: 'C0' }), bad)).toEqual({ ok: false, faults: [{ line: 2, fault }] }));

it('bytes that are no UTF-8 refuse the file, they are not replaced', () => {
  const bytes = Buffer.from(line({ name_en: 'Sharan' }), 'latin1').map((byte) => (byte === 'S'.charCodeAt(0) ? 0xff : byte));
  expect(readPlaceLines(bytes, defaults)).toEqual({ ok: false, faults: [{ line: 1, fault: 'is not JSON as it should be: the body is not valid UTF-8' }] });
});

it('two lines with one code refuse the file', () => expect(read(line(), line())).toEqual({ ok: false, faults: [{ line: 2, fault: 'has the same code as line 1' }] }));
it('an empty file is refused', () => expect(read('')).toMatchObject({ ok: false }));
