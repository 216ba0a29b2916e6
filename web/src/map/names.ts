/** Which names the map shows and where: by what matters, only so many as the zoom has room for, none over another.
 *
 * A greedy placement in order of rank, each name at the first of eight places about its mark that is free (Imhof's
 * order: right above left, beside before above). Pure; drawing is not here. */

export type Rect = readonly [left: number, top: number, right: number, bottom: number];

export interface Named {
  ref: string;
  name: string;
  x: number;
  y: number;
  /** What passes through, in kilograms; 0 is a place that nothing uses. */
  kg: number;
}

/** What the person or the crisis asks about: it is named first. */
export interface Matters {
  place: string;
  ends: ReadonlySet<string>;
  goals: ReadonlySet<string>;
}

export interface Sheet {
  width: number;
  height: number;
  k: number;
  /** What no name may cover: symbols, buttons. */
  taken: readonly Rect[];
  measure: (text: string) => number;
}

export interface Placed {
  ref: string;
  text: string;
  x: number;
  /** The line that letters stand on. */
  y: number;
  chosen: boolean;
}

/** Pixels a radian at which places that nothing uses are drawn and named, and names get their codes. */
export const NEAR_K = 900;
/** Below it names keep wide apart, so that a map of the world stays a map. */
const FAR_K = 320;
const TALL = 13;
const OFF = 8;
const MARK = 4;

const meet = (a: Rect, b: Rect): boolean =>
  a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** The name without the code or county in brackets behind it. */
export function shortName(name: string): string {
  return name.replace(/\s*\([^()]*\)\s*$/, '') || name;
}

/** Whether a place is drawn at all: what nothing uses waits until one is near. */
export function isShown(place: Named, k: number, matters: Matters): boolean {
  return k >= NEAR_K || place.kg > 0 || rankOf(place, matters) > 0;
}

function rankOf({ ref }: Named, { place, ends, goals }: Matters): number {
  if (ref === place) return 3;
  if (ends.has(ref)) return 2;
  return goals.has(ref) ? 1 : 0;
}

/** What matters first, then what more passes through; equals by name, so that a map looks the same twice. */
function inOrder(places: readonly Named[], matters: Matters): Named[] {
  return [...places].sort(
    (a, b) => rankOf(b, matters) - rankOf(a, matters) || b.kg - a.kg || a.ref.localeCompare(b.ref),
  );
}

/** Boxes of the text about the mark, the best first. */
function boxesOf({ x, y }: Named, wide: number): Rect[] {
  const box = (left: number, top: number): Rect => [left, top, left + wide, top + TALL];
  const [right, left, middle] = [x + OFF, x - OFF - wide, x - wide / 2];
  const [beside, above, below] = [y - TALL / 2, y - OFF - TALL + 2, y + OFF - 2];
  return [
    box(right, beside),
    box(left, beside),
    box(right, above),
    box(right, below),
    box(left, above),
    box(left, below),
    box(middle, above - 2),
    box(middle, below + 2),
  ];
}

function isInside([left, top, right, bottom]: Rect, sheet: Sheet): boolean {
  return left >= 4 && top >= 4 && right <= sheet.width - 4 && bottom <= sheet.height - 4;
}

/** The names to draw, in the order they were placed. */
export function placedNames(places: readonly Named[], sheet: Sheet, matters: Matters): Placed[] {
  const { k, width, height, measure } = sheet;
  const shown = places.filter(
    (one) =>
      one.x >= 0 && one.y >= 0 && one.x <= width && one.y <= height && isShown(one, k, matters),
  );
  const marks = shown.map(({ x, y }): Rect => [x - MARK, y - MARK, x + MARK, y + MARK]);
  const apart = k < FAR_K ? 9 : k < NEAR_K ? 5 : 2;
  const taken = [...sheet.taken];
  const found: Placed[] = [];
  for (const place of inOrder(shown, matters)) {
    const chosen = place.ref === matters.place;
    const text = k < NEAR_K && !chosen ? shortName(place.name) : place.name;
    const free = boxesOf(place, measure(text)).find(
      (box) =>
        isInside(box, sheet) &&
        !taken.some((other) => meet(other, box)) &&
        (chosen || !marks.some((mark) => meet(mark, box))),
    );
    if (!free) continue;
    const [left, top, right, bottom] = free;
    taken.push([left - apart, top - apart, right + apart, bottom + apart]);
    found.push({ ref: place.ref, text, x: left, y: bottom - 3, chosen });
  }
  return found;
}
