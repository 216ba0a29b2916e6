/** A deadline as a person asks for it, what is asked of the server to reckon it, and the clock that goes on record. */

import type { Instant } from '../api/types';

export interface Office {
  id: string;
  name: string;
  weekdays: number[];
  offset_minutes: number;
}

/** What the server answers: nothing is on record by asking. */
export interface Reckoned {
  ends: Instant;
  local: string;
  offset_minutes: number;
  works: boolean;
}

export interface Wish {
  /** The id of an office; '' is UTC. */
  calendar: string;
  how: 'at' | 'after';
  /** `2014-10-05T17:30` on that office's clock. */
  local: string;
  days: number;
  hours: number;
  starts: 'opening' | 'receipt';
}

const DAY = 1440;

/** Whole local days are worked, so a working day is 24 hours of them. */
export const workingMinutes = (wish: Wish): number =>
  Math.round((wish.days || 0) * DAY + (wish.hours || 0) * 60);

/** The question to `/api/deadline`; '' while what is asked is not whole. */
export function questionOf(wish: Wish): string {
  const query = new URLSearchParams();
  if (wish.calendar) query.set('calendar', wish.calendar);
  if (wish.how === 'at') {
    if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wish.local)) return '';
    query.set('local', wish.local);
  } else {
    const minutes = workingMinutes(wish);
    if (!(minutes > 0)) return '';
    query.set('working_minutes', String(minutes));
  }
  return `/api/deadline?${query}`;
}

/** The clock of a decision that is put: an instant, or working time of a calendar that the server reads. */
export function clockOf(wish: Wish, reckoned: Reckoned): Record<string, unknown> {
  const fixed = wish.how === 'at';
  return {
    until: fixed ? reckoned.ends : null,
    working_minutes: fixed ? 0 : workingMinutes(wish),
    calendar: fixed ? '' : wish.calendar,
    starts: fixed ? 'opening' : wish.starts,
    tolerance_minutes: 0,
  };
}

/** An instant on a clock so many minutes ahead of UTC, as a field of a form has it. */
export const localOf = (ms: number, offset: number): string =>
  new Date(ms + offset * 60_000).toISOString().slice(0, 16);

/** How far a clock is ahead of UTC: `UTC+2`, `UTC−3:30`, `UTC`. */
export function zoneOf(offset: number): string {
  if (offset === 0) return 'UTC';
  const whole = Math.abs(offset);
  const rest = whole % 60;
  const text = `${Math.floor(whole / 60)}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`;
  return `UTC${offset < 0 ? '\u2212' : '+'}${text}`;
}
