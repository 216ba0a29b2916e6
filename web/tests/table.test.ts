import { expect, test } from 'vitest';
import { type Column, matching, sorted, windowOf } from '../src/parts/table';

interface Row {
  name: string;
  late: number | null;
}
const ROWS: Row[] = [
  { name: 'b', late: 5 },
  { name: 'a', late: null },
  { name: 'c', late: 90 },
];
const COLUMNS: Column<Row>[] = [
  { id: 'name', head: 'Name', text: (row) => row.name },
  { id: 'late', head: 'Late', text: (row) => String(row.late), by: (row) => row.late },
];
const names = (rows: readonly Row[]): string => rows.map((row) => row.name).join('');

test('rows are ordered by value, not by text', () => {
  expect(names(sorted(ROWS, COLUMNS, { column: 'late', down: false }))).toBe('bca');
});

test('what has no value stands last either way', () => {
  expect(names(sorted(ROWS, COLUMNS, { column: 'late', down: true }))).toBe('cba');
});

test('without an order rows stay as they came', () => {
  expect(names(sorted(ROWS, COLUMNS, null))).toBe('bac');
});

test('of 30,000 rows only those in sight are drawn', () => {
  const { first, last } = windowOf(30_000, 26, 26_000, 520);
  expect(first).toBe(988);
  expect(last).toBe(1032);
});

test('the window stays inside the rows', () => {
  expect(windowOf(3, 26, 9_999, 520)).toEqual({ first: 3, last: 3 });
  expect(windowOf(0, 26, 0, 520)).toEqual({ first: 0, last: 0 });
});

test('every word must occur, in any order and case', () => {
  expect(names(matching(ROWS, '', (row) => row.name))).toBe('bac');
  expect(matching([{ t: 'USA transit SEN' }], 'sen usa', (row) => row.t)).toHaveLength(1);
  expect(matching([{ t: 'USA transit SEN' }], 'sen gbr', (row) => row.t)).toHaveLength(0);
});
