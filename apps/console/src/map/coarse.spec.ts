import { coarse } from './coarse';

const SQUARE = [[36, 0], [38, 0], [38, 1], [36, 1], [36, 0]] as const;

describe('an outline for a thumbnail', () => {
  it('lies in a frame of its size, north up, east to the right', () => {
    const { width, height, at } = coarse([SQUARE], 90)!;
    expect([width, height]).toEqual([90, 45]);
    expect([at([36, 1]), at([38, 0]), at([37, 0.5])]).toEqual([[0, 0], [90, 45], [45, 22.5]]);
  });

  it('is as high as it is wide where a degree of longitude is half as long', () => {
    const { width, height } = coarse([SQUARE.map(([lon, lat]) => [lon, lat + 59.5] as const)], 90)!;
    expect([width, height]).toEqual([90, 90]);
  });

  it('keeps few corners of many', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => [36 + Math.cos(index / 800), 35 + Math.sin(index / 800)] as const);
    expect(coarse([many], 90)!.path.split('L').length).toBeLessThanOrEqual(60);
  });

  it('is nothing for nothing', () => expect(coarse([], 90)).toBeNull());
});
