import { expect, test } from 'vitest';
import { levelAt, stepsOf } from '../src/pages/stocks/levels';

const levels = [
  { at: 0, pieces: 10 },
  { at: 50, pieces: 4 },
];

test('a level holds until the next departure', () => {
  expect(levelAt(levels, 49)).toBe(10);
  expect(levelAt(levels, 50)).toBe(4);
  expect(levelAt([], 50)).toBe(0);
});

test('the line goes in steps, from the first instant to the last', () => {
  const frame = { begins: 0, ends: 100, wide: 200, tall: 100, most: 10 };
  expect(stepsOf(levels, frame)).toBe('M0 0.0H100.0V60.0H200');
  expect(stepsOf([], frame)).toBe('');
});
