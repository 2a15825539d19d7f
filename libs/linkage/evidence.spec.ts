import { weigh } from './evidence';
import { SERVICE_MODEL } from './model';
import { day, north, sighting } from './sighting.fixture';

const weighed = (a = sighting(), b = sighting()) => weigh(a, b, SERVICE_MODEL);

it('the sum is the prior and every line', () => {
  const { bits, evidence } = weighed(sighting({ killed: 2 }), sighting({ killed: 9 }));
  expect(evidence[0]).toMatchObject({ comparator: 'prior', bits: SERVICE_MODEL.priorBits });
  expect(bits).toBeCloseTo(
    evidence.reduce((sum, line) => sum + line.bits, 0),
    5,
  );
});

it('what is missing is no evidence, neither for nor against', () => {
  const lines = weighed().evidence.map(({ comparator }) => comparator);
  expect(lines).toEqual(['prior', 'time', 'distance', 'act', 'weapon']);
});

it('it does not matter which of the two is which', () => {
  const [a, b] = [sighting({ killed: 1, point: north(1) }), sighting({ killed: 3 })];
  expect(weighed(a, b)).toEqual({ ...weighed(b, a), evidence: expect.anything() });
});

it('the same convoy makes the distance void, line and veto', () => {
  const [here, there] = [sighting({ convoy: 'UN 7' }), sighting({ convoy: 'UN 7', point: north(6) })];
  const { evidence, vetoes } = weighed(here, there);
  expect(evidence.map(({ comparator }) => comparator)).not.toContain('distance');
  expect(vetoes).toEqual([]);
});

it('a veto names its reason', () => {
  expect(weighed(sighting(day('2016-03-05')), sighting({ ...day('2016-03-06'), act: 'DETENTION' })).vetoes).toEqual([
    'the times do not overlap',
    'the acts do not go together',
  ]);
});

it('a comparator the model does not know is not asked', () => {
  const { time } = SERVICE_MODEL.comparators;
  const evidence = weigh(sighting(), sighting(), { ...SERVICE_MODEL, comparators: { time: time! } }).evidence;
  expect(evidence.map(({ comparator }) => comparator)).toEqual(['prior', 'time']);
});
