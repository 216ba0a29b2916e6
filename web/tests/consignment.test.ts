import { expect, test } from 'vitest';
import type { ThingRow } from '../src/api/rows';
import {
  choicesOf,
  consignmentOf,
  counted,
  isShort,
  whereabouts,
} from '../src/pages/consignments/consignment';

const beds = (quantity: number) => ({ what: 'beds', quantity, unit: 'pieces' });
const leg = {
  number: 1,
  from_place: 'norfolk',
  to_place: 'roberts',
  carrier: '',
  departed: '2014-10-01T00:00Z',
  reported_by: 'USA',
  arrived: null as string | null,
  arrived_at: '',
};
const made = (state: Record<string, unknown>) =>
  consignmentOf({
    id: 'c',
    state: {
      sender: 'USA',
      formed: {
        line: 'l',
        receiver: 'LBR',
        amounts: [beds(50)],
        carriers: ['GBR'],
        from_place: 'norfolk',
        to_place: 'ganta',
      },
      phase: 'formed',
      loaded: null,
      legs: [],
      received: null,
      reason: '',
      ...state,
    },
  } as unknown as ThingRow);

test('the sender loads, whoever takes part reports legs, the receiver counts', () => {
  expect(choicesOf(made({}), 'USA')).toEqual(['load', 'callOff']);
  expect(choicesOf(made({}), 'LBR')).toEqual([]);
  expect(choicesOf(made({ phase: 'loaded' }), 'GBR')).toEqual(['depart']);
  expect(choicesOf(made({ phase: 'standing' }), 'LBR')).toEqual(['depart', 'receive']);
  expect(choicesOf(made({ phase: 'received' }), 'USA')).toEqual([]);
});

test('it is where its last leg says', () => {
  expect(whereabouts(made({}))).toBe('norfolk');
  expect(whereabouts(made({ legs: [leg] }))).toBe('norfolk → roberts');
  const there = { ...leg, arrived: '2014-10-02T00:00Z', arrived_at: 'roberts' };
  expect(whereabouts(made({ legs: [there] }))).toBe('roberts');
});

test('what came is set against what was loaded, not against what was formed', () => {
  const one = made({ phase: 'received', loaded: [beds(48)], received: [beds(47)] });
  expect(counted(one)).toEqual([{ what: 'beds', unit: 'pieces', sent: 48, came: 47 }]);
  expect(isShort(one)).toBe(true);
  expect(isShort(made({ loaded: [beds(48)] }))).toBe(false);
});
