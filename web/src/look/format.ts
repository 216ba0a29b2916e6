/** How instants, lengths of time and masses are written; all times are UTC and end in Z, as in the record. */

import type { Marked } from '../api/types';
import { locale, settings, t } from '../state/settings.svelte';

const DAY = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale() + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(locale(), { timeZone: 'UTC', ...options });
    formats.set(key, made);
  }
  return made;
}

export function msOf(instant: string | null | undefined): number | null {
  if (!instant) return null;
  const ms = Date.parse(instant);
  return Number.isNaN(ms) ? null : ms;
}

export function instantOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16)}Z`;
}

function clock(ms: number): string {
  return new Date(ms).toISOString().slice(11, 16);
}

/** `14 Oct 06:00Z`; with the year where `year` is asked. */
export function when(instant: string | number | null | undefined, year = false): string {
  const ms = typeof instant === 'number' ? instant : msOf(instant);
  if (ms === null) return '–';
  return `${day(ms, year)} ${clock(ms)}Z`;
}

/** `14 Oct 06:00Z – 16 Oct 08:00Z`; an open end is an arrow. */
export function stretch(from: string | null | undefined, until: string | null | undefined): string {
  const [a, b] = [msOf(from), msOf(until)];
  if (a === null && b === null) return '';
  if (a === null) return `→ ${when(b)}`;
  return b === null ? `${when(a)} →` : `${when(a)} – ${when(b)}`;
}

export function day(instant: string | number | null | undefined, year = false): string {
  const ms = typeof instant === 'number' ? instant : msOf(instant);
  if (ms === null) return '–';
  return formatOf({ day: '2-digit', month: 'short', ...(year ? { year: 'numeric' } : {}) })
    .format(ms)
    .replace('.', '')
    .replace('Sept', 'Sep');
}

export function month(ms: number): string {
  return formatOf({ month: 'short', year: 'numeric' }).format(ms);
}

export function cDay(ms: number, activated: string): string {
  const start = msOf(activated) ?? ms;
  return t().shell.cday(Math.floor((ms - start) / DAY));
}

/** `16 d 7 h`, `5 h 20 min`, `12 min`; the two largest parts that are not zero. */
export function span(minutes: number): string {
  const u = t().units;
  const whole = Math.abs(Math.round(minutes));
  const days = Math.floor(whole / 1440);
  const hours = Math.floor((whole % 1440) / 60);
  const rest = whole % 60;
  if (days > 0) return hours ? `${days} ${u.day} ${hours} ${u.hour}` : `${days} ${u.day}`;
  if (hours > 0) return rest ? `${hours} ${u.hour} ${rest} ${u.minute}` : `${hours} ${u.hour}`;
  return `${rest} ${u.minute}`;
}

/** A countdown `2 d 03:14:09`; never negative. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const days = Math.floor(seconds / 86400);
  const two = (n: number): string => String(n).padStart(2, '0');
  const text = `${two(Math.floor((seconds % 86400) / 3600))}:${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return days ? `${days} ${t().units.day} ${text}` : text;
}

const numbers = new Map<string, Intl.NumberFormat>();

export function count(n: number | null | undefined, digits = 0): string {
  if (n === null || n === undefined) return '–';
  const key = `${locale()}${digits}`;
  let made = numbers.get(key);
  if (!made) {
    made = new Intl.NumberFormat(locale(), {
      maximumFractionDigits: digits,
      minimumFractionDigits: digits,
    });
    numbers.set(key, made);
  }
  return made.format(n);
}

/** Tonnes with one decimal below ten, none above. */
export function tonnes(kg: number | null | undefined): string {
  if (kg === null || kg === undefined) return '–';
  const t1 = kg / 1000;
  return count(t1, t1 !== 0 && t1 < 10 ? 1 : 0);
}

export function word(code: string | null | undefined): string {
  if (!code) return '–';
  return t().codes[code] ?? t().codes[code.replaceAll('_', ' ')] ?? code.replaceAll('_', ' ');
}

/** The marking in the language now spoken; English where a policy has no other words. */
export function markingOf(label: Marked | null | undefined): string {
  return (settings.language === 'fr' && label?.marking_fr) || label?.marking || '';
}

/** Which tone a state or finding is shown in; the word always stands beside it. */
export function toneOf(code: string | null | undefined): 'good' | 'amber' | 'bad' | 'quiet' {
  switch (code) {
    case 'green':
    case 'in force':
    case 'adopted':
    case 'granted':
    case 'permitted':
    case 'done':
    case 'accepted':
    case 'on time':
    case 'pledged':
    case 'agree':
    case 'assent':
    case 'agreed':
    case 'committed':
    case 'settled':
    case 'active':
    case 'received':
      return 'good';
    case 'amber':
    case 'silence':
    case 'stale':
    case 'pending':
    case 'permitted from':
    case 'making':
    case 'running':
    case 'reserve':
    case 'unknown':
    case 'future':
    case 'open':
    case 'held':
    case 'conditional':
    case 'offered':
    case 'asked':
    case 'not yet':
    case 'raised':
    case 'moving':
    case 'standing':
    case 'requested':
    case 'convened':
      return 'amber';
    case 'red':
    case 'failed':
    case 'broken':
    case 'revoked':
    case 'refused':
    case 'forbidden':
    case 'conflict':
    case 'in conflict':
    case 'late':
    case 'unmet':
    case 'object':
    case 'declined':
    case 'withdrawn':
    case 'no basis found':
      return 'bad';
    default:
      return 'quiet';
  }
}

/** A verb of the record in words: `withdraw-contribution` is `withdraw contribution`, or as the language has it. */
export function verbOf(verb: string): string {
  return t().verbs[verb] ?? verb.replaceAll('-', ' ');
}
