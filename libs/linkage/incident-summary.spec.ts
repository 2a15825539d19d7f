import { summarise, summariseLarge } from './incident-summary';
import { at, day, north, sighting, TALBISEH } from './sighting.fixture';

const iso = (ms: number) => new Date(ms).toISOString();

describe('when', () => {
  it.each([
    ['what all share', [day('2016-03-05'), at('2016-03-05T08:00:00Z')], '2016-03-05T08:00:00.000Z', '2016-03-05T08:00:00.000Z'],
    [
      'their disagreement',
      [at('2016-02-29T09:20:00Z'), at('2016-02-29T09:00:00Z')],
      '2016-02-29T09:00:00.000Z',
      '2016-02-29T09:20:00.000Z',
    ],
    [
      'their disagreement, and not the vaguest',
      [at('2016-02-29T09:20:00Z'), at('2016-02-29T08:30:00Z', '2016-02-29T10:30:00Z'), at('2016-02-29T09:00:00Z')],
      '2016-02-29T09:00:00.000Z',
      '2016-02-29T09:20:00.000Z',
    ],
  ])('%s', (_, times, from, to) => {
    const summary = summarise(times.map((time) => sighting(time)));
    expect([iso(summary.occurredFrom), iso(summary.occurredTo)]).toEqual([from, to]);
  });
});

describe('where', () => {
  it('the surer point weighs more, and its radius stands when nobody contradicts it', () => {
    const { point } = summarise([sighting({ point: north(0, 100) }), sighting({ point: north(1, 2000) })]);
    expect(point!.lat).toBeCloseTo(TALBISEH.lat, 3);
    expect(point!.radiusM).toBe(100);
  });

  it('the radius grows until it touches every report’s own', () => {
    const { point } = summarise([sighting({ point: north(0, 500) }), sighting({ point: north(6, 500) })]);
    expect(point!.lat).toBeCloseTo(north(3).lat, 4);
    expect(point!.radiusM).toBeCloseTo(2500, -2);
  });

  it('two points beside the date line have their middle there', () => {
    const { point } = summarise([
      sighting({ point: { lat: 0, lon: 179.9, radiusM: 100 } }),
      sighting({ point: { lat: 0, lon: -179.9, radiusM: 100 } }),
    ]);
    expect(Math.abs(point!.lon)).toBeCloseTo(180, 5);
  });

  it('the p-code is that of the report that knows its place best', () => {
    expect(summarise([sighting({ point: north(0, 60_000), pcode: 'SY04' }), sighting()]).pcode).toBe('SY040401');
  });

  it('nobody knows the place', () => {
    expect(summarise([sighting({ point: null, pcode: null })])).toMatchObject({ point: null, pcode: null });
  });
});

describe('what', () => {
  it('ten messages of one source do not outvote two witnesses', () => {
    const flood = Array.from({ length: 10 }, () => sighting({ sourceId: 'loud', weapon: 'MORTAR' }));
    const summary = summarise([...flood, sighting(), sighting()]);
    expect(summary).toMatchObject({ weapon: 'AIR_STRIKE', reportCount: 12, sourceCount: 3 });
  });

  it('a source may say more later, and unknown says nothing against a word', () => {
    expect(summarise([sighting({ weapon: 'UNKNOWN' }), sighting({ weapon: 'UNKNOWN' }), sighting({ weapon: 'MORTAR' })]).weapon).toBe(
      'MORTAR',
    );
    expect(summarise([sighting({ weapon: 'UNKNOWN' })]).weapon).toBe('UNKNOWN');
    expect(summarise([sighting({ sourceId: 's', weapon: 'MORTAR' }), sighting({ sourceId: 's', weapon: 'UNKNOWN' })]).weapon).toBe(
      'MORTAR',
    );
  });

  it('names everybody who is blamed, once, and keeps the highest numbers', () => {
    const blamed = (text: string, code: string | null) => ({ perpetrator: { text, code, side: null } });
    const summary = summarise([
      sighting({ ...blamed('Russians', 'RU'), killed: 3 }),
      sighting({ ...blamed('the Russian air force', 'RU'), killed: 8, wounded: 1 }),
      sighting(blamed('men in black', null)),
    ]);
    expect(summary).toMatchObject({ perpetrators: ['RU', 'men in black'], killed: 8, wounded: 1 });
  });

  it('does not depend on the order of the reports', () => {
    const reports = [sighting({ weapon: 'MORTAR' }), sighting(), sighting({ point: north(1) }), sighting({ weapon: 'MORTAR' })];
    expect(summarise([...reports].reverse())).toEqual(summarise(reports));
  });
});

it('a large incident is counted from what its row said, described by the sample, and a known source is not counted again', () => {
  const [one, known, fresh] = [sighting({ killed: 2 }), sighting(), sighting({ killed: 3 })];
  const before = { reportCount: 900, sourceCount: 40, killed: 7, wounded: null };
  const summary = summariseLarge([one, known, fresh], before, [known, fresh], new Set([known.sourceId]));
  expect(summary).toMatchObject({ reportCount: 902, sourceCount: 41, killed: 7, weapon: 'AIR_STRIKE' });
});
