import { expect, test } from 'vitest';
import { isShown, type Matters, type Named, placedNames, shortName } from '../src/map/names';
import { clustersOf } from '../src/map/units';

const nothing: Matters = { place: '', ends: new Set(), goals: new Set() };
const sheet = {
  width: 600,
  height: 400,
  k: 2000,
  taken: [],
  measure: (text: string) => 6 * text.length,
};
const at = (ref: string, x: number, y: number, kg = 1): Named => ({ ref, name: ref, x, y, kg });

test('no two names meet, and what passes more is named first', () => {
  const crowd = Array.from({ length: 60 }, (_, n) =>
    at(`place-${n}`, 300 + 9 * (n % 8), 200 + 7 * Math.floor(n / 8), n),
  );
  const placed = placedNames(crowd, sheet, nothing);
  expect(placed[0]?.ref).toBe('place-59');
  expect(placed.length).toBeGreaterThan(1);
  const box = (one: { x: number; y: number; text: string }) => [
    one.x,
    one.y - 10,
    one.x + 6 * one.text.length,
    one.y + 3,
  ];
  for (const [n, a] of placed.entries())
    for (const b of placed.slice(n + 1)) {
      const [[l = 0, t = 0, r = 0, d = 0], [L = 0, T = 0, R = 0, D = 0]] = [box(a), box(b)];
      expect(l < R && L < r && t < D && T < d).toBe(false);
    }
});

test('the chosen place is named whatever passes elsewhere, then the ends of what is chosen, then goals', () => {
  const heap = ['d', 'c', 'b', 'a'].map((ref, n) => at(ref, 300, 200, 10 ** n));
  const order = (matters: Matters) => placedNames(heap, sheet, matters)[0]?.ref;
  expect(order(nothing)).toBe('a');
  expect(order({ ...nothing, goals: new Set(['b']) })).toBe('b');
  expect(order({ ...nothing, goals: new Set(['b']), ends: new Set(['c']) })).toBe('c');
  expect(order({ place: 'd', goals: new Set(['b']), ends: new Set(['c']) })).toBe('d');
});

test('a name keeps off symbols and buttons, goes to the other side, and is left out where there is no room', () => {
  const lone = [at('harbour', 300, 200)];
  const right = placedNames(lone, sheet, nothing)[0];
  const left = placedNames(lone, { ...sheet, taken: [[301, 150, 600, 250]] }, nothing)[0];
  expect(right && right.x > 300).toBe(true);
  expect(left && left.x < 260).toBe(true);
  expect(placedNames(lone, { ...sheet, taken: [[0, 0, 600, 400]] }, nothing)).toEqual([]);
});

test('far away unused places wait and codes are left out', () => {
  const unused = at('village', 300, 200, 0);
  expect(isShown(unused, 200, nothing)).toBe(false);
  expect(isShown(unused, 2000, nothing)).toBe(true);
  expect(isShown(unused, 200, { ...nothing, goals: new Set(['village']) })).toBe(true);
  const dakar = { ...at('dakar', 100, 100), name: 'Dakar Senghor (GOOY)' };
  expect(placedNames([dakar], { ...sheet, k: 200 }, nothing)[0]?.text).toBe('Dakar Senghor');
  expect(placedNames([dakar], sheet, nothing)[0]?.text).toBe('Dakar Senghor (GOOY)');
  expect(shortName('(only)')).toBe('(only)');
});

test('symbols that would cover each other are one, with the units of all', () => {
  const unit = (name: string, count: number, x: number) => ({ sidc: '', name, count, x, y: 0 });
  const found = clustersOf([unit('few', 2, 10), unit('many', 5, 0), unit('away', 1, 90)]);
  expect(found.map((one) => [one.name, one.count])).toEqual([
    ['many', 7],
    ['away', 1],
  ]);
});
