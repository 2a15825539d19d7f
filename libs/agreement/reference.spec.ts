import { join } from 'node:path';
import { agreementOf } from './agreement';
import { checkReference } from './check-reference';
import { rowsOfFile } from './reference-row';
import { readReferenceFolder } from './reference.loader';

const folder = join(__dirname, '../../reference/syria-2016');

describe('a file as rows', () => {
  const keys = (name: string, content: unknown) => rowsOfFile(name, content).map(({ collection, code }) => `${collection}/${code}`);
  it.each([
    ['a list', 'parties', [{ code: 'A', source: 's' }, { id: 'b', source: 's' }], ['parties/A', 'parties/b']],
    ['one thing', 'regime', { code: 'coh', source: 's' }, ['regime/coh']],
    ['a version', 'policy', { version: 'v1', source: 's' }, ['policy/policy']],
    ['lists and the rest', 'co-chairs', { coChairs: [{ code: 'US', source: 's' }], issg: [{ code: 'X', source: 's' }], note: 'n' }, ['co-chairs/US', 'co-chairs/issg/X', 'co-chairs/about']],
  ])('%s', (_, name, content, expected) => expect(keys(name, content)).toEqual(expected));
  it.each([
    ['no code', [{ source: 's' }], /parties\[0\]: has no code/],
    ['no source', [{ code: 'A' }], /parties\/A: has no source/],
    ['one code twice', [{ code: 'A', source: 's' }, { code: 'A', source: 's' }], /parties\/A: is there twice/],
    ['an impossible date', [{ code: 'A', source: 's', from: '2016-02-30' }], /its from or to is not an instant/],
    ['an end before the beginning', [{ code: 'A', source: 's', from: '2016-02-03', to: '2016-02-02' }], /ends before it begins/],
    ['neither list nor object', 'text', /neither a list nor an object/],
  ])('is refused with %s', (_, content, fault) => expect(() => rowsOfFile('parties', content)).toThrow(fault));
});

describe('the reference data of this project', () => {
  const rows = readReferenceFolder(folder);
  const agreement = agreementOf(rows.map((row) => ({ ...row, id: `${row.collection}-${row.code}`, recordedAt: new Date(0) })), '1');
  const at = (instant: string) => new Date(instant);

  it('hangs together', () => expect(checkReference(rows)).toEqual([]));
  it('is in force from 22:00 UTC on 26 February 2016, inclusive', () => {
    expect(agreement.regimeAt(at('2016-02-26T21:59:59.999Z'))).toBeNull();
    expect(agreement.regimeAt(at('2016-02-26T22:00:00Z'))?.territory).toEqual(['SY']);
  });
  it.each([['SAF', true], ['RU_VKS', true], ['GROUP_A', true], ['GROUP_B', true], ['GROUP_C', false], ['HNC', null], ['ISIL', false], ['TR_AF', false]])(
    '%s is bound on 1 March: %s', (code, bound) => expect(agreement.isBoundAt(code, at('2016-03-01T00:00:00Z')).bound).toBe(bound));
  it.each([['ISIL', true], ['AL_NUSRA', true], ['YPG', false], ['HEZBOLLAH', false], ['JAYSH_AL_ISLAM', false]])(
    '%s is excluded on 3 March: %s', (code, excluded) => expect(agreement.isExcludedAt(code, at('2016-03-03T12:00:00Z')).excluded).toBe(excluded));
  it.each([
    ['Russian Federation (alleged)', 'RU_VKS'], ['Government of Syria', 'SAF'], ['الطيران الروسي', 'RU_VKS'], ['IS', 'ISIL'], ['داعش', 'ISIL'],
    ['Jabhat Fatah al-Sham', 'AL_NUSRA'], ['ВКС России', 'RU_VKS'], ['Syrian insurgents', 'ARMED_OPPOSITION'],
  ])('%s is %s', (text, code) => expect(agreement.resolveParty(text)?.code).toBe(code));
});

describe('rows that do not hang together are refused', () => {
  const rows = readReferenceFolder(folder);
  const changed = (collection: string, code: string, change: object) =>
    checkReference(rows.map((row) => (row.collection === collection && row.code === code ? { ...row, content: { ...row.content, ...change } } : row)));
  it.each([
    ['parties', 'SAF', { side: 'NEUTRAL' }, 'parties/SAF: has an unknown side'],
    ['parties', 'HNC', { members: ['MARTIANS'] }, 'parties/HNC: lists a member that is no party'],
    ['parties', 'ISIL', { aliases: ['Syrian Army'] }, 'parties: the name "syrian army" belongs to ISIL and SAF'],
    ['acceptances', 'acc-007', { party: 'MARTIANS' }, 'acceptances/acc-007: is of an unknown party'],
    ['acceptances', 'acc-007', { receivedAt: 'yesterday' }, 'acceptances/acc-007: its receivedAt is not an instant'],
    ['designations', 'des-001', { party: 'MARTIANS' }, 'designations/des-001: is of an unknown party'],
    ['obligations', 'T2', { acts: ['SHOUTING'] }, 'obligations/T2: names an unknown act'],
    ['co-chairs', 'US', { responsibleFor: ['NOBODY'] }, 'co-chairs/US: is responsible for an unknown side'],
    ['policy', 'policy', { placing: null }, 'policy/policy: has no section placing'],
  ])('%s/%s %j', (collection, code, change, fault) => expect(changed(collection, code, change)).toContain(fault));
  it('a missing file is named', () => expect(checkReference(rows.filter(({ collection }) => collection !== 'designations'))).toContain('designations: is missing'));
});
