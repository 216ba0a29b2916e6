import { expect, test } from 'vitest';
import type { ThingRow } from '../src/api/rows';
import { basesOf } from '../src/pages/decisions/orders/bases';
import {
  inOrder,
  onDuty,
  stageOf,
  type Turn,
  type Watch,
  waitsFor,
} from '../src/pages/decisions/orders/orders';

const watch = (nation: string, acknowledged: string | null, overdue = false): Watch => ({
  nation,
  acknowledged,
  overdue,
  due: null,
  calls: [],
  next_call: null,
});
const order = (id: string, now: Watch[], revoked: string | null = null): ThingRow =>
  ({ id, now, at: '2014-10-01T00:00:00Z', state: { issued: {}, revoked } }) as unknown as ThingRow;

test('an order waits for those addressed who have not acknowledged, until it is taken back', () => {
  const open = order('a', [watch('DEU', null), watch('NLD', '2014-10-01T01:00:00Z')]);
  expect(waitsFor(open, 'DEU')).toBe(true);
  expect(waitsFor(open, 'NLD')).toBe(false);
  expect(waitsFor(open, 'POL')).toBe(false);
  expect(waitsFor({ ...open, state: { revoked: 'x' } }, 'DEU')).toBe(false);
});

test('an order is late while one is overdue, received when all have acknowledged', () => {
  expect(stageOf(order('a', [watch('DEU', null, true)]))).toBe('late');
  expect(stageOf(order('a', [watch('DEU', null)]))).toBe('standing');
  expect(stageOf(order('a', [watch('DEU', '2014-10-01T09:00:00Z', true)]))).toBe('received');
  expect(stageOf(order('a', [watch('DEU', null, true)], 'x'))).toBe('revoked');
});

test('what waits for the own nation stands first', () => {
  const rows = [
    order('done', [watch('DEU', 'x')]),
    order('other', [watch('NLD', null)]),
    order('mine', [watch('DEU', null)]),
  ];
  expect(inOrder(rows, 'DEU').map((row) => row.id)).toEqual(['mine', 'other', 'done']);
});

test('the turn that began last has the duty of a post', () => {
  const turn = (person: string, opens: string, closes: string): Turn => ({
    post: 'desk',
    nation: 'DEU',
    person,
    window: { opens, closes },
  });
  const turns = [
    turn('always', 'always', 'forever'),
    turn('day', '2014-10-01T06:00Z', '2014-10-01T18:00Z'),
    turn('over', '2014-09-01T06:00Z', '2014-10-01T10:00Z'),
  ];
  expect(onDuty(turns, Date.parse('2014-10-01T12:00Z')).map((one) => one.person)).toEqual(['day']);
  expect(onDuty(turns, Date.parse('2014-10-01T18:00Z')).map((one) => one.person)).toEqual([
    'always',
  ]);
  expect(onDuty([], 0)).toEqual([]);
});

test('an order to others rests on what is agreed, or on a state that allows activation', () => {
  const proposal = (state: string) => ({ id: state, title: state, state, opening: 'event' });
  const area = (declared: string, allows: string[]) => ({
    area: '',
    declared,
    state: { name: 'orange', allows },
  });
  const protocol = {
    id: 'p',
    title: 'Ladder',
    now: { areas: [area('e1', ['activation']), area('e2', ['planning'])] },
  };
  const found = basesOf([proposal('agreed'), proposal('silence')] as never, [protocol] as never);
  expect(found.map((one) => one.name)).toEqual(['agreed', 'Ladder, orange']);
  expect(found[1]?.rest).toEqual({ subject: 'p', event: 'e1' });
});
