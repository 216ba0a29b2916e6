import { expect, test } from 'vitest';
import type { Movement, Requirement } from '../src/api/types';
import { drawnOf, rowsOf, textOf, ticksOf } from '../src/gantt/rows';

const line = (requirement: string, over: Partial<Movement> = {}): Movement => {
  const made = { ...plain(requirement), ...over };
  return { ...made, starts: Date.parse(made.departs), ends: Date.parse(made.arrives) };
};
const plain = (requirement: string): Omit<Movement, 'starts' | 'ends'> => ({
  id: requirement,
  requirement,
  nation: 'USA',
  carrier: 'c17#1',
  mode: 'air',
  from: 'a',
  to: 'b',
  departs: '2014-10-01T00:00Z',
  arrives: '2014-10-01T06:00Z',
  pieces: 1,
  category: 'bulk',
  kg: 1000,
  pax: 0,
  late_minutes: 0,
});

test('late rows come first, then the earliest', () => {
  const rows = rowsOf(
    [
      line('B', { departs: '2014-10-02T00:00Z' }),
      line('A'),
      line('C', { departs: '2014-10-09T00:00Z', late_minutes: 60 }),
    ],
    new Map(),
    'requirement',
  );
  expect(rows.map((row) => row.id)).toEqual(['C', 'A', 'B']);
});

test('lines of one trip are one bar that names the whole load', () => {
  const [row] = rowsOf([line('A'), line('A', { kg: 500, pax: 20 })], new Map(), 'requirement');
  expect(row?.bars).toHaveLength(1);
  expect(row?.bars[0] && textOf(row.bars[0])).toContain('1.5 t, 20 pax');
});

test('an empty leg is a bar of its carrier and of no requirement', () => {
  const lines = [line('A'), line('', { departs: '2014-10-02T00:00Z', kg: 0 })];
  expect(rowsOf(lines, new Map(), 'requirement')).toHaveLength(1);
  expect(rowsOf(lines, new Map(), 'carrier')[0]?.bars).toHaveLength(2);
});

test('a row knows its dates from its requirement', () => {
  const wanted = {
    ref: 'A',
    rdd: '2014-10-01T03:00Z',
    closes: '2014-10-01T06:00Z',
    late_minutes: 180,
    description: 'x',
  };
  const [row] = rowsOf([line('A')], new Map([['A', wanted as Requirement]]), 'requirement');
  expect(row?.late).toBe(180);
  expect((row?.closes ?? 0) - (row?.rdd ?? 0)).toBe(3 * 3_600_000);
});

test('dates on the axis never crowd', () => {
  const begins = Date.parse('2014-09-16T00:00Z');
  const ends = Date.parse('2015-01-24T00:00Z');
  for (const pixels of [200, 600, 1400]) {
    const ticks = ticksOf(begins, ends, pixels);
    const apart = ((ticks[1] ?? 0) - (ticks[0] ?? 0)) * (pixels / (ends - begins));
    expect(apart).toBeGreaterThanOrEqual(43);
  }
});

const bar = (starts: number, ends: number, mode = 'air') => ({
  starts,
  ends,
  mode,
  from: 'a',
  to: 'b',
  kg: 0,
  pax: 0,
  requirement: 'A',
});
const frame = { from: 0, until: 1000, pixels: 100 };

test('bars of one mode less than a pixel apart are drawn as one and lose nothing', () => {
  const drawn = drawnOf([bar(0, 100), bar(105, 200), bar(400, 500)], frame);
  expect(drawn.map((one) => [one.x, one.wide, one.bars.length])).toEqual([
    [0, 20, 2],
    [40, 10, 1],
  ]);
});

test('bars of two modes stay two', () => {
  expect(drawnOf([bar(0, 100), bar(100, 200, 'sea')], frame)).toHaveLength(2);
});

test('what lies outside of the time shown is not drawn', () => {
  expect(drawnOf([bar(-50, 0), bar(1000, 1100)], frame)).toEqual([]);
});
