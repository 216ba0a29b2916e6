import { describe, expect, test } from 'vitest';
import { headingOf, parseTsv, readInstant, readNumber } from '../src/state/tsv';

describe('cells from a spreadsheet', () => {
  test('are parted by tabs and line ends, in either style', () => {
    expect(parseTsv('a\tb\r\nc\td\r\n')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  test('keep breaks, tabs and quotes inside quotes', () => {
    expect(parseTsv('"two\nlines"\t"say ""no"""\n')).toEqual([['two\nlines', 'say "no"']]);
  });

  test('keep empty cells', () => {
    expect(parseTsv('\t\tx')).toEqual([['', '', 'x']]);
  });

  test('end with a row that has no line end', () => {
    expect(parseTsv('a\nb')).toEqual([['a'], ['b']]);
  });
});

describe('a heading row', () => {
  const headings = [
    { id: 'amount', names: ['Quantity', 'Quantité'] },
    { id: 'until', names: ['RDD'] },
  ];

  test('is known by its names, accents and case aside', () => {
    expect(headingOf(['quantite', 'rdd'], headings)).toEqual(['amount', 'until']);
  });

  test('leaves out columns it does not know', () => {
    expect(headingOf(['RDD', 'Remark'], headings)).toEqual(['until', null]);
  });

  test('is not seen in a row of values', () => {
    expect(headingOf(['50', '2014-10-05'], headings)).toBeNull();
  });
});

describe('numbers', () => {
  test.each([
    ['1200', 1200],
    ['1 200', 1200],
    ['1,200', 1200],
    ['1.200,5', 1200.5],
    ['1,200.5', 1200.5],
    ['3,5', 3.5],
  ])('%s is %d', (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  test('words are none', () => {
    expect(readNumber('many')).toBeNull();
  });
});

describe('instants', () => {
  test.each([
    ['2014-10-05', '2014-10-05T00:00Z'],
    ['2014-10-05 06:30', '2014-10-05T06:30Z'],
    ['2014-10-05T06:30Z', '2014-10-05T06:30Z'],
    ['05.10.2014', '2014-10-05T00:00Z'],
    ['5/10/2014 6:30', '2014-10-05T06:30Z'],
  ])('%s is %s', (text, instant) => {
    expect(readInstant(text)).toBe(instant);
  });

  test.each(['2014-02-30', '31.04.2014', 'soon', '2014-10-05 25:00'])('%s is none', (text) => {
    expect(readInstant(text)).toBeNull();
  });
});
