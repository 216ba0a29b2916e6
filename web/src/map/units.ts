/** Units on the map: a symbol over each place that holds some, and one for places whose symbols would cover each other. */

import type { Palette, Picture } from './draw';
import { FACE, outlined } from './letters';
import type { Rect } from './names';
import { symbolOf } from './symbols';
import { toScreen } from './view';

export interface UnitStack {
  sidc: string;
  count: number;
  name: string;
}

export interface Cluster extends UnitStack {
  x: number;
  y: number;
}

/** How near two symbols may stand: a symbol with its count beside it, and its height. */
const WIDE = 46;
const TALL = 28;

/** Stacks on the screen; the largest of those that would cover each other gives its symbol and its place. */
export function clustersOf(stacks: readonly Cluster[]): Cluster[] {
  const found: Cluster[] = [];
  for (const stack of [...stacks].sort((a, b) => b.count - a.count)) {
    const near = found.find(
      (one) => Math.abs(one.x - stack.x) < WIDE && Math.abs(one.y - stack.y) < TALL,
    );
    if (near) near.count += stack.count;
    else found.push({ ...stack });
  }
  return found;
}

function onScreen({ stacks, scene, view, width, height }: Picture): Cluster[] {
  return [...stacks].flatMap(([ref, stack]) => {
    const place = scene.places.get(ref);
    if (!place) return [];
    const spot = toScreen(view, place);
    const seen =
      spot.x > -WIDE && spot.y > -TALL && spot.x < width + WIDE && spot.y < height + TALL;
    return seen ? [{ ...stack, ...spot }] : [];
  });
}

/** Draws them; the rectangles that they cover. */
export function drawUnits(
  context: CanvasRenderingContext2D,
  picture: Picture,
  palette: Palette,
): Rect[] {
  const taken: Rect[] = [];
  for (const { sidc, count, x, y } of clustersOf(onScreen(picture))) {
    const symbol = symbolOf(sidc, picture.dark);
    if (!symbol) continue;
    const wide = symbol.width / 2;
    const tall = symbol.height / 2;
    const [left, top] = [x - wide / 2, y - tall - 6];
    context.drawImage(symbol, left, top, wide, tall);
    let right = left + wide;
    if (count > 1) {
      context.font = `600 11px ${FACE}`;
      outlined(context, String(count), { x: right + 1, y: top + 11 }, palette);
      right += 2 + context.measureText(String(count)).width;
    }
    taken.push([left, top, right + 1, top + tall]);
  }
  return taken;
}
