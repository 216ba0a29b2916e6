/** Orders and duty rosters as the record folds them; pure. */

import type { ThingRow } from '../../../api/rows';
import type { Instant } from '../../../api/types';

export const KINDS = ['warning', 'request', 'preparation', 'activation', 'other'] as const;

export interface Rest {
  subject: string;
  event: string;
}

export interface Rung {
  after_minutes: number;
  post: string;
}

export interface Issued {
  order: string;
  title: string;
  text: string;
  addressees: string[];
  acknowledge_minutes: number;
  ladder: Rung[];
  rests_on: Rest[];
}

/** How far one addressed nation is. */
export interface Watch {
  nation: string;
  acknowledged: Instant | null;
  due: Instant | null;
  overdue: boolean;
  calls: { at: Instant; post: string; person: string | null }[];
  next_call: Instant | null;
}

export interface Turn {
  post: string;
  nation: string;
  person: string;
  window: { opens: Instant; closes: Instant };
}

export const issuedOf = (row: ThingRow): Issued => row.state.issued as Issued;

export const watchOf = (row: ThingRow): Watch[] => (row.now as Watch[] | null) ?? [];

export const isRevoked = (row: ThingRow): boolean => Boolean(row.state.revoked);

/** Whether a nation is addressed, has not acknowledged, and still can. */
export function waitsFor(row: ThingRow, nation: string): boolean {
  const mine = watchOf(row).find((one) => one.nation === nation);
  return mine !== undefined && mine.acknowledged === null && !isRevoked(row);
}

/** How far an order is as a whole, as a code with words and a tone. */
export function stageOf(row: ThingRow): string {
  if (isRevoked(row)) return 'revoked';
  const watch = watchOf(row);
  if (watch.some((one) => one.overdue && one.acknowledged === null)) return 'late';
  return watch.every((one) => one.acknowledged !== null) ? 'received' : 'standing';
}

/** What waits for the nation first, then what is not done, then the latest. */
export function inOrder(rows: readonly ThingRow[], nation: string): ThingRow[] {
  const rank = (row: ThingRow): number =>
    waitsFor(row, nation) ? 0 : ['late', 'standing'].includes(stageOf(row)) ? 1 : 2;
  return [...rows].sort((a, b) => rank(a) - rank(b) || b.at.localeCompare(a.at));
}

export const turnsOf = (row: ThingRow): Turn[] => (row.state.turns as Turn[] | undefined) ?? [];

const msOf = (instant: Instant): number => {
  if (instant === 'always') return Number.NEGATIVE_INFINITY;
  return instant === 'forever' ? Number.POSITIVE_INFINITY : Date.parse(instant);
};

/** Who has each post at the instant: the turn that began last, as the server reads it. */
export function onDuty(turns: readonly Turn[], at: number): Turn[] {
  const found = new Map<string, Turn>();
  const running = turns.filter(
    ({ window }) => msOf(window.opens) <= at && at < msOf(window.closes),
  );
  for (const turn of running) {
    const before = found.get(turn.post);
    const later =
      !before ||
      msOf(turn.window.opens) > msOf(before.window.opens) ||
      (turn.window.opens === before.window.opens && turn.person > before.person);
    if (later) found.set(turn.post, turn);
  }
  return [...found.values()].sort((a, b) => a.post.localeCompare(b.post));
}

export const isOver = (turn: Turn, at: number): boolean => msOf(turn.window.closes) <= at;
