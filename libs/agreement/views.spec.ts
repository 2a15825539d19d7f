// views.spec.ts - the shipped agreement as it is shown: regimes, parties, counts, the support group.
import { acceptanceCounts } from './acceptance-counts';
import { agreementOf } from './agreement';
import { rowsOfFiles } from './apply-agreement';
import { instantOf } from './known-at';
import { membersAt } from './membership';
import { acceptancesOf, partyView } from './party-view';
import { readReferenceFolder } from './reference.loader';
import { regimeViews } from './regime-view';

const rows = readReferenceFolder(`${__dirname}/../../reference/syria-2016`).map((row) => ({ ...row, id: row.code.padEnd(8, '-'), recordedAt: new Date(0) }));
const agreement = agreementOf(rows, 'test');
const at = (instant: string) => new Date(instant);

describe('milestones', () => {
  it.each([
    ['2016-02-18T00:00:00Z', 'MODALITIES_WITHIN_A_WEEK', 'PLANNED'],
    ['2016-02-19T00:00:00Z', 'MODALITIES_WITHIN_A_WEEK', 'MISSED'],
    ['2016-03-01T00:00:00Z', 'MODALITIES_WITHIN_A_WEEK', 'MISSED'],
    ['2016-02-26T09:59:59Z', 'ACCEPTANCE_DEADLINE', 'PLANNED'],
    ['2016-02-26T10:00:00Z', 'ACCEPTANCE_DEADLINE', 'MET'],
    ['2016-09-19T16:00:00Z', 'JOINT_IMPLEMENTATION_CENTRE', 'MISSED'],
  ])('at %s, %s is %s', (instant, code, status) => {
    const [regime] = regimeViews(agreement, at(instant));
    expect(regime!.milestones.find((each) => each.code === code)?.status).toBe(status);
  });

  it('what came true later is not known before', () => {
    const [regime] = regimeViews(agreement, at('2016-02-20T00:00:00Z'));
    expect(regime!.milestones.find(({ code }) => code === 'MODALITIES_WITHIN_A_WEEK')).toMatchObject({ actual: null });
  });
});

describe('counts', () => {
  const { counts, registered } = acceptanceCounts(agreement);

  it('stay apart by source, and say that they do not add up', () => {
    const groups = counts.find(({ what }) => what === 'GROUPS_ACCEPTED')!;
    expect(groups.attestations.map(({ countedBy, value }) => [countedBy, value])).toEqual(expect.arrayContaining([['US', 69], ['RU', 17], ['UN', 97]]));
    expect(groups).toMatchObject({ agree: false, why: expect.stringContaining('17 + 69 = 86, not 97') });
  });

  it('the registry says what it holds itself, and nothing of the others', () => {
    expect(registered.map(({ receivedBy }) => receivedBy)).toEqual(['RU', 'US']);
  });
});

it.each([
  ['2016-02-11', {}],
  ['2016-02-12', { STATE: 17, ORGANISATION: 4 }],
  ['2016-05-17', { STATE: 22, ORGANISATION: 4 }],
])('the support group on %s', (day, counts) => expect(membersAt(agreement, at(`${day}T00:00:00Z`)).counts).toEqual(counts));

describe('a party', () => {
  it('is told with its umbrellas, and with what binds it and why', () => {
    expect(partyView(agreement, agreement.party('GROUP_B')!, at('2016-03-01T00:00:00Z'))).toMatchObject({ id: 'GROUP_B', umbrellas: ['HNC'], bound: { bound: true }, excluded: { excluded: false }, responsibleCoChair: 'US' });
  });

  it('designated by one state alone is told so, and is not excluded', () => {
    const { designations, excluded } = partyView(agreement, agreement.party('HEZBOLLAH')!, at('2016-03-05T00:00:00Z'));
    expect([designations.some((each) => each.excludes), excluded.excluded]).toEqual([false, false]);
  });

  it.each([['GROUP_B', ['HNC', 'GROUP_B']], ['GROUP_C', []], ['SAF', ['SAF']]])('%s has the acceptances of %j', (code, of) => {
    expect(acceptancesOf(agreement, code).map(({ party }) => party)).toEqual(of);
  });
});

describe('what an operator sends', () => {
  it.each<[string, unknown, RegExp]>([
    ['nothing', {}, /object of files/],
    ['a list', [], /object of files/],
    ['a path', { '../parties': [] }, /no name of a reference file/],
    ['a row without a code', { parties: [{ source: 's' }] }, /has no code/],
    ['a row without a source', { parties: [{ code: 'X' }] }, /has no source/],
  ])('%s is refused', (_, body, problem) => {
    const fields = (() => {
      try {
        return rowsOfFiles(body);
      } catch (error) {
        return (error as { fields: { problem: string; field: string }[] }).fields;
      }
    })();
    expect(fields.map(({ field, problem: text }: { field?: string; problem?: string }) => `${field}: ${text}`).join()).toMatch(problem);
  });
});

it.each(['yesterday', '2016-02-30', '2016-02-27T00:00:00'])('%s is no instant', (stated) => expect(() => instantOf('at', stated)).toThrow(/missing or not acceptable/));
