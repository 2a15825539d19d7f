import { reportOf, type StreamEvent } from './stream-report';

const event = (change: Partial<StreamEvent> = {}): StreamEvent => ({
  id: 'ucdp-1',
  feed: 'ucdp_ged',
  occurredAt: '2016-02-27',
  datePrecision: 'day',
  lat: 36.2,
  lon: 37.1,
  locPrecision: 'exact_place',
  place: 'Aleppo town',
  category: 'armed_conflict/state_based',
  actors: ['Government of Syria', 'Syrian insurgents'],
  ...change,
});
const report = (change: Partial<StreamEvent>) => reportOf(event(change), 'Asia/Damascus');

describe('an event of a dataset as a report', () => {
  it.each<[string, Partial<StreamEvent>, object]>([
    ['a day is the day in the dataset zone', {}, { occurred: { from: '2016-02-27T00:00:00+02:00', to: '2016-02-27T23:59:59+02:00', precision: 'DAY' } }],
    ['a day whose midnight the clocks skipped is 23 hours', { occurredAt: '2016-03-25' }, { occurred: { from: '2016-03-25T01:00:00+03:00', to: '2016-03-25T23:59:59+03:00', precision: 'DAY' } }],
    ['several days are a window', { occurredTo: '2016-02-29', datePrecision: 'days' }, { occurred: { from: '2016-02-27T00:00:00+02:00', to: '2016-02-29T23:59:59+02:00', precision: 'WINDOW' } }],
    ['a publication day is a window', { datePrecision: 'publication_day' }, { occurred: { from: '2016-02-27T00:00:00+02:00', to: '2016-02-27T23:59:59+02:00', precision: 'WINDOW' } }],
    ['a governorate centroid is nearly 80 km unsure', { locPrecision: 'governorate' }, { place: { lat: 36.2, lon: 37.1, radiusM: 80_000, name: 'Aleppo town' } }],
    ['an event without a point is known by its name', { lat: null, lon: null }, { place: { name: 'Aleppo town' } }],
    ['an event without any place says so', { lat: null, lon: null, place: null }, { place: { name: 'not stated' } }],
    ['a clash names no aggressor', {}, { allegedPerpetrator: 'Government of Syria / Syrian insurgents', allegedVictim: 'Syrian insurgents / Government of Syria' }],
    ['one-sided violence names its side', { actors: ['IS', 'Civilians'] }, { allegedPerpetrator: 'IS' }],
    ['an air strike says so', { category: 'airstrike/civilian_harm' }, { weapon: 'AIR_STRIKE', target: 'CIVILIAN_AREA' }],
    ['a clash is not given a weapon', {}, { act: 'ATTACK' }],
  ])('%s', (_, change, expected) => expect(report(change)).toMatchObject(expected));

  it('has no weapon when the dataset has none', () => expect(report({})).not.toHaveProperty('weapon'));
});
