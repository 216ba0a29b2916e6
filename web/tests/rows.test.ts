import { expect, test } from 'vitest';
import type { Movement, Requirement } from '../src/api/types';
import { rowsOf, ticksOf } from '../src/gantt/rows';

const line = (requirement: string, over: Partial<Movement> = {}): Movement => ({
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
  ...over,
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
  expect(row?.bars[0]?.text).toContain('1.5 t, 20 pax');
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
