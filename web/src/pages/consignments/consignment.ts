/** A consignment as the record folds it, what was counted against what was loaded, and what may be said next. */

import type { Amount, ThingRow } from '../../api/rows';
import type { Instant } from '../../api/types';

export interface Leg {
  number: number;
  from_place: string;
  to_place: string;
  carrier: string;
  departed: Instant;
  reported_by: string;
  arrived: Instant | null;
  arrived_at: string;
}

export interface Consignment {
  id: string;
  row: ThingRow;
  sender: string;
  receiver: string;
  line: string;
  carriers: string[];
  from: string;
  to: string;
  amounts: Amount[];
  phase: string;
  loaded: Amount[] | null;
  legs: Leg[];
  received: Amount[] | null;
  reason: string;
}

interface Folded {
  sender: string;
  formed: {
    line: string;
    receiver: string;
    amounts: Amount[];
    carriers: string[];
    from_place: string;
    to_place: string;
  };
  phase: string;
  loaded: Amount[] | null;
  legs: Leg[];
  received: Amount[] | null;
  reason: string;
}

export function consignmentOf(row: ThingRow): Consignment {
  const state = row.state as unknown as Folded;
  const { line, receiver, amounts, carriers, from_place, to_place } = state.formed;
  return {
    id: row.id,
    row,
    sender: state.sender,
    receiver,
    line,
    carriers,
    from: from_place,
    to: to_place,
    amounts,
    phase: state.phase,
    loaded: state.loaded,
    legs: state.legs,
    received: state.received,
    reason: state.reason,
  };
}

/** Where it is, or between which places it is under way. */
export function whereabouts(one: Consignment): string {
  const leg = one.legs.at(-1);
  if (!leg) return one.from;
  return leg.arrived ? leg.arrived_at || leg.to_place : `${leg.from_place} → ${leg.to_place}`;
}

export interface Counted {
  what: string;
  unit: string;
  sent: number;
  came: number;
}

/** Each good as it was loaded (formed, where nothing was loaded) and as it was counted at the end. */
export function counted(one: Consignment): Counted[] {
  const found = new Map<string, Counted>();
  const row = ({ what, unit }: Amount): Counted => {
    const key = `${what} ${unit}`;
    const known = found.get(key) ?? { what, unit, sent: 0, came: 0 };
    found.set(key, known);
    return known;
  };
  for (const amount of one.loaded ?? one.amounts) row(amount).sent += amount.quantity;
  for (const amount of one.received ?? []) row(amount).came += amount.quantity;
  return [...found.values()];
}

export const isShort = (one: Consignment): boolean =>
  one.received !== null && counted(one).some((good) => good.came < good.sent);

export type Choice = 'load' | 'depart' | 'arrive' | 'receive' | 'callOff';

/** What a nation may say of it next, as the record's rules have it; roles are asked elsewhere. */
export function choicesOf(one: Consignment, nation: string): Choice[] {
  const reports = [one.sender, one.receiver, ...one.carriers].includes(nation);
  const found: Choice[] = [];
  if (one.phase === 'formed' && nation === one.sender) found.push('load');
  if (reports && (one.phase === 'loaded' || one.phase === 'standing')) found.push('depart');
  if (reports && one.phase === 'moving') found.push('arrive');
  if (one.phase === 'standing' && nation === one.receiver) found.push('receive');
  const over = one.phase === 'received' || one.phase === 'called-off';
  if (nation === one.sender && !over) found.push('callOff');
  return found;
}

export const KIND: Record<Choice, string> = {
  load: 'ConsignmentLoaded',
  depart: 'LegDeparted',
  arrive: 'LegArrived',
  receive: 'ConsignmentReceived',
  callOff: 'ConsignmentCalledOff',
};

export interface Form {
  place: string;
  to: string;
  carrier: string;
  words: string;
  amounts: Amount[];
}

/** What is said with a choice. */
export function contentOf(choice: Choice, one: Consignment, form: Form): Record<string, unknown> {
  const { place, to, carrier, words, amounts } = form;
  switch (choice) {
    case 'load':
      return { place, amounts, carrier };
    case 'depart':
      return { leg: one.legs.length + 1, from_place: place, to_place: to, carrier };
    case 'arrive':
      return { leg: one.legs.length, place };
    case 'receive':
      return { place, amounts, note: words };
    default:
      return { reason: words };
  }
}

export function amountText(amounts: readonly Amount[], count: (n: number) => string): string {
  return amounts.map((one) => `${count(one.quantity)} ${one.what}`).join(', ');
}
