import { expect, test } from 'vitest';
import { clockOf, localOf, questionOf, type Wish, zoneOf } from '../src/parts/deadline';

const wish: Wish = {
  calendar: 'DEU',
  how: 'at',
  local: '2014-10-05T17:30',
  days: 2,
  hours: 6,
  starts: 'receipt',
};
const reckoned = {
  ends: '2014-10-05T15:30Z',
  local: wish.local,
  offset_minutes: 120,
  works: false,
};

test('a date and time is asked on the clock of the office, and goes on record as an instant', () => {
  expect(questionOf(wish)).toBe('/api/deadline?calendar=DEU&local=2014-10-05T17%3A30');
  expect(clockOf(wish, reckoned)).toMatchObject({
    until: '2014-10-05T15:30Z',
    working_minutes: 0,
    calendar: '',
    starts: 'opening',
  });
});

test('working time goes on record as working time, for the server reads the calendar', () => {
  const after: Wish = { ...wish, how: 'after' };
  expect(questionOf(after)).toBe('/api/deadline?calendar=DEU&working_minutes=3240');
  expect(clockOf(after, reckoned)).toMatchObject({
    until: null,
    working_minutes: 3240,
    calendar: 'DEU',
    starts: 'receipt',
  });
});

test('what is not whole is not asked', () => {
  expect(questionOf({ ...wish, local: '2014-10-' })).toBe('');
  expect(questionOf({ ...wish, how: 'after', days: 0, hours: 0 })).toBe('');
});

test('clocks ahead of and behind UTC are told', () => {
  expect([120, -210, 0].map(zoneOf)).toEqual(['UTC+2', 'UTC−3:30', 'UTC']);
  expect(localOf(Date.parse('2014-10-05T23:30Z'), 120)).toBe('2014-10-06T01:30');
});
