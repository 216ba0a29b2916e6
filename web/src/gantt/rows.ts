/** Rows of the Gantt chart out of movement lines: by requirement or by carrier. Drawing is not here. */

import type { Movement, Requirement } from '../api/types';

export interface Bar {
  starts: number;
  ends: number;
  mode: string;
  text: string;
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

interface Tripped {
  starts: number;
  ends: number;
  mode: string;
  from: string;
  to: string;
  kg: number;
  pax: number;
  requirement: string;
}

function loadOf(trip: Tripped): string {
  const parts = [];
  if (trip.kg) parts.push(`${Math.round(trip.kg / 100) / 10} t`);
  if (trip.pax) parts.push(`${trip.pax} pax`);
  return parts.join(', ');
}

function barsOf(lines: readonly Movement[]): Bar[] {
  const trips = new Map<string, Tripped>();
  for (const line of lines) {
    const key = `${line.carrier} ${line.departs} ${line.from}`;
    const trip = trips.get(key);
    if (trip) {
      trip.kg += line.kg;
      trip.pax += line.pax;
    } else {
      trips.set(key, {
        starts: Date.parse(line.departs),
        ends: Date.parse(line.arrives),
        mode: line.mode,
        from: line.from,
        to: line.to,
        kg: line.kg,
        pax: line.pax,
        requirement: line.requirement,
      });
    }
  }
  return [...trips.values()]
    .map((trip) => ({
      starts: trip.starts,
      ends: trip.ends,
      mode: trip.mode,
      requirement: trip.requirement,
      text: `${trip.from} → ${trip.to}, ${loadOf(trip)}`,
    }))
    .sort((a, b) => a.starts - b.starts);
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
