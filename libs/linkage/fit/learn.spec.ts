import { SERVICE_MODEL } from '../model';
import { learn, type AnsweredPair } from './learn';

const pairs = (label: 'same' | 'different', level: string, count: number): AnsweredPair[] =>
  Array.from({ length: count }, (_, index) => ({ a: `a${index}`, b: `b${index}`, label, answers: { weapon: level } }));
const bitsOf = (level: string, from = SERVICE_MODEL) => from.comparators['weapon']!.levels[level]!.bits;

it('nothing decided changes nothing but the version', () => {
  const learnt = learn([], SERVICE_MODEL, 'learnt');
  expect(learnt).toEqual({ ...SERVICE_MODEL, version: 'learnt' });
});

it('decisions against a level lower it, the more the lower, and never beyond the farthest', () => {
  const after = (count: number) => bitsOf('same', learn([...pairs('different', 'same', count), ...pairs('same', 'same family', count)], SERVICE_MODEL, 'learnt'));
  expect(after(5)).toBeLessThan(bitsOf('same'));
  expect(after(50)).toBeLessThan(after(5));
  expect(after(5000)).toBe(bitsOf('same') - 3);
});

it('levels nobody was asked about, vetoes and thresholds stay', () => {
  const learnt = learn([...pairs('different', 'different', 9), ...pairs('same', 'same', 9)], SERVICE_MODEL, 'learnt');
  expect(learnt.comparators['time']).toEqual(SERVICE_MODEL.comparators['time']);
  expect(learnt.comparators['weapon']!.levels['different']!.veto).toBe(SERVICE_MODEL.comparators['weapon']!.levels['different']!.veto);
  expect(learnt.thresholds).toEqual(SERVICE_MODEL.thresholds);
});
