import { suspectGroups } from './suspect-groups';

const many = (count: number, starts: number) => Array.from({ length: count }, (_, index) => ({ id: `${starts}-${index}`, starts }));

describe('work that was started and never finished', () => {
  it.each([
    ['nothing', [], []],
    ['one', many(1, 1), [1]],
    ['a batch after its first unfinished start', many(200, 1), [...Array<number>(12).fill(16), 8]],
    ['after its second', many(3, 2), [1, 1, 1]],
    ['both: the innocent first', [...many(2, 2), ...many(17, 1)], [16, 1, 1, 1]],
  ])('%s', (_, suspects, sizes) => {
    const groups = suspectGroups(suspects);
    expect(groups.map(({ length }) => length)).toEqual(sizes);
    expect(groups.flat().sort()).toEqual(suspects.map(({ id }) => id).sort());
  });
});
