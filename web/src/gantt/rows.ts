/** Rows of the Gantt chart out of movement lines: by requirement or by carrier. Drawing is not here. */

import type { Movement, Requirement } from '../api/types';

/** One trip of a carrier with all that it carries of the row. */
export interface Bar {
  starts: number;
  ends: number;
  mode: string;
  from: string;
  to: string;
  kg: number;
  pax: number;
  requirement: string;
}

export interface GanttRow {
  id: string;
  title: string;
  nation: string;
  requirement: string;
  bars: Bar[];
  rdd: number | null;
  closes: number | null;
  late: number;
  starts: number;
}

export type By = 'requirement' | 'carrier';

/** What a bar says when it is pointed at. */
export function textOf(bar: Bar): string {
  const parts = [`${bar.from} → ${bar.to}`];
  if (bar.kg) parts.push(`${Math.round(bar.kg / 100) / 10} t`);
  if (bar.pax) parts.push(`${bar.pax} pax`);
  return parts.join(', ');
}

function barsOf(lines: readonly Movement[]): Bar[] {
  const trips = new Map<string, Bar>();
  for (const { carrier, departs, from, to, mode, kg, pax, requirement, starts, ends } of lines) {
    const key = `${carrier} ${departs} ${from}`;
    const trip = trips.get(key);
    if (trip) {
      trip.kg += kg;
      trip.pax += pax;
    } else trips.set(key, { starts, ends, mode, from, to, kg, pax, requirement });
  }
  return [...trips.values()].sort((a, b) => a.starts - b.starts);
}

/** A bar as it is drawn: `x` and `wide` in pixels; `bars` that fall together are one. */
export interface Drawn {
  x: number;
  wide: number;
  mode: string;
  bars: Bar[];
}

const TOGETHER = 1;

/** The bars between two instants on so many pixels; those of one mode less than a pixel apart are drawn as one. */
export function drawnOf(
  bars: readonly Bar[],
  frame: { from: number; until: number; pixels: number },
): Drawn[] {
  const { from, until, pixels } = frame;
  const scale = pixels / (until - from);
  const found: Drawn[] = [];
  for (const bar of bars) {
    if (bar.ends <= from || bar.starts >= until) continue;
    const x = Math.max(0, (bar.starts - from) * scale);
    const wide = Math.max(1.5, Math.min(pixels, (bar.ends - from) * scale) - x);
    const last = found.at(-1);
    if (last && last.mode === bar.mode && x - (last.x + last.wide) < TOGETHER && x >= last.x) {
      last.wide = Math.max(last.wide, x + wide - last.x);
      last.bars.push(bar);
    } else found.push({ x, wide, mode: bar.mode, bars: [bar] });
  }
  return found;
}

function grouped(lines: readonly Movement[], by: By): Map<string, Movement[]> {
  const groups = new Map<string, Movement[]>();
  for (const line of lines) {
    if (!line[by]) continue; // an empty leg belongs to a carrier, to no requirement
    const group = groups.get(line[by]);
    if (group) group.push(line);
    else groups.set(line[by], [line]);
  }
  return groups;
}

const instant = (text: string | null | undefined): number | null =>
  text ? Date.parse(text) : null;

/** Late rows first, the latest above; then by their first departure. */
export function rowsOf(
  lines: readonly Movement[],
  wanted: ReadonlyMap<string, Requirement>,
  by: By,
): GanttRow[] {
  const rows: GanttRow[] = [];
  for (const [id, group] of grouped(lines, by)) {
    const first = group[0];
    if (!first) continue;
    const requirement = by === 'requirement' ? wanted.get(id) : undefined;
    const bars = barsOf(group);
    rows.push({
      id,
      title: requirement?.description ?? '',
      nation: first.nation,
      requirement: by === 'requirement' ? id : '',
      bars,
      rdd: instant(requirement?.rdd),
      closes: instant(requirement?.closes),
      late:
        requirement?.late_minutes ?? Math.max(0, ...group.map((line) => line.late_minutes ?? 0)),
      starts: bars[0]?.starts ?? 0,
    });
  }
  return rows.sort((a, b) => b.late - a.late || a.starts - b.starts || (a.id < b.id ? -1 : 1));
}

const DAY = 86_400_000;
const STEPS = [DAY / 4, DAY / 2, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY];

/** Instants of the time axis, at least `room` pixels apart. */
export function ticksOf(begins: number, ends: number, pixels: number, room = 62): number[] {
  const step = STEPS.find((one) => (pixels * one) / (ends - begins) >= room) ?? 28 * DAY;
  const first = Math.ceil(begins / step) * step;
  return Array.from(
    { length: Math.max(0, Math.floor((ends - first) / step) + 1) },
    (_, n) => first + n * step,
  );
}
