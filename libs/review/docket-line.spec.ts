import { docketLine, type DocketSource } from './docket-line';

const NOW = new Date('2016-03-01T08:00:00Z');
const source = (change: Partial<DocketSource> = {}): DocketSource => ({
  incidentId: 'i1', assessmentId: 'a1', revision: 1, messageStatus: 'ACTUAL', openedAt: NOW, from: NOW, to: NOW,
  lat: 35, lon: 36.5, radiusM: 500, pcode: 'SY050102', act: 'ATTACK', weapon: 'MORTAR', target: null, killed: null, wounded: null,
  reportCount: 2, sourceCount: 2, absorbedInto: null, scope: 'IN_SCOPE', ihlConcern: false, factStatus: 'PENDING', gravity: 'MINOR',
  responsibleCoChair: 'RU', interested: [], perpetrators: ['SAF'], victims: ['GROUP_A', 'SAF'],
  zones: [
    { code: 'SY05', type: 'ADMIN', relation: 'inside' }, { code: 'SY0501', type: 'ADMIN', relation: 'border' }, { code: 'SY04', type: 'ADMIN', relation: 'nearest' },
    { code: 'AREA-7', type: 'PROTECTED_PARTY_AREA', relation: 'inside' },
  ],
  determination: null, isReopened: false, hasOpenRequest: false, hasResponse: false, isReferred: false, isClosed: false, offeredAt: null, ...change,
});

describe('the offer', () => {
  const before = new Date('2016-02-29T08:00:00Z');
  it.each<[string, Partial<DocketSource>, boolean, Date | null]>([
    ['not verified, not offered', {}, false, null],
    ['verified for the first time', { factStatus: 'VERIFIED' }, true, NOW],
    ['verified before: once is enough', { factStatus: 'VERIFIED', offeredAt: before }, false, before],
    ['no longer verified: it was offered all the same', { factStatus: 'REJECTED', offeredAt: before }, false, before],
    ['taken in by another: the other is offered', { factStatus: 'VERIFIED', absorbedInto: 'i2' }, false, null],
  ])('%s', (_, change, isFirst, offeredAt) => {
    const { line, isFirstOffer } = docketLine(source(change), NOW);
    expect([isFirstOffer, line.offeredAt]).toEqual([isFirst, offeredAt]);
  });
});

it('is found under the zones it met, its place code and all its parties; to everybody it names no area of an armed party', () => {
  expect(docketLine(source(), NOW).line).toMatchObject({ zones: ['AREA-7', 'SY05', 'SY0501', 'SY050102'], openZones: ['SY05', 'SY0501', 'SY050102'], parties: ['GROUP_A', 'SAF'] });
});

it('stands undetermined until both co-chairs have ruled', () => {
  expect(docketLine(source({ factStatus: 'VERIFIED' }), NOW).line).toMatchObject({ determination: 'PENDING', state: 'AWAITING_OPINIONS' });
  expect(docketLine(source({ determination: 'DISPUTED' }), NOW).line).toMatchObject({ determination: 'DISPUTED', state: 'DETERMINED' });
});
