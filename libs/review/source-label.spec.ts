import { sourceLabel } from './source-label';

const SECRET = Buffer.alloc(32, 7);
const SOURCE = '3f0c7a52-0c0f-4f0e-9d3e-2f6f7b6f1a11';

it('is short and stable', () => {
  expect(sourceLabel(SECRET, 'US', SOURCE)).toMatch(/^S-[0-9A-F]{6}$/);
  expect(sourceLabel(SECRET, 'US', SOURCE)).toBe(sourceLabel(SECRET, 'US', SOURCE));
});

it('differs by viewer, by source and by secret', () => {
  const labels = [
    sourceLabel(SECRET, 'US', SOURCE),
    sourceLabel(SECRET, 'RU', SOURCE),
    sourceLabel(SECRET, 'OSE', SOURCE),
    sourceLabel(SECRET, 'AUDITOR', SOURCE),
    sourceLabel(SECRET, 'US', SOURCE.replace('3', '4')),
    sourceLabel(Buffer.alloc(32, 8), 'US', SOURCE),
  ];
  expect(new Set(labels).size).toBe(labels.length);
});
