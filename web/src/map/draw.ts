/** Drawing the scene on a canvas: land, ways, flows, what is under way at the instant, places, units, names. */

import { FACE, NAME_SIZE, outlined } from './letters';
import { isShown, type Matters, placedNames, type Rect } from './names';
import type { FlowMark, Scene, Track, WayMark } from './scene';
import { pointAt } from './scene';
import { drawUnits, type UnitStack } from './units';
import { toScreen, type View } from './view';

export interface Layers {
  ways: boolean;
  flows: boolean;
  units: boolean;
  places: boolean;
  names: boolean;
  closed: boolean;
}

export interface Picture {
  scene: Scene;
  land: Map<string, Path2D>;
  members: ReadonlySet<string>;
  stacks: Map<string, UnitStack>;
  layers: Layers;
  view: View;
  width: number;
  height: number;
  at: number;
  chosen: string;
  place: string;
  matters: Matters;
  dark: boolean;
}

export type Palette = Record<string, string>;

const NAMES = [
  'water',
  'land',
  'land-member',
  'border',
  'ink',
  'soft',
  'accent',
  'paper',
  'map-halo',
  'air',
  'sea',
  'rail',
  'road',
  'late',
  'rule-strong',
];
/** Where the buttons of the map lie over it. */
const BUTTONS: Rect[] = [[8, 8, 50, 150]];
const DASHES: Record<string, number[]> = {
  air: [6, 4],
  sea: [],
  rail: [11, 2.5, 2, 2.5],
  road: [],
};

export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  return Object.fromEntries(
    NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]),
  );
}

const colourOf = (palette: Palette, mode: string): string =>
  palette[mode] ?? palette.soft ?? '#888';

function trace(context: CanvasRenderingContext2D, track: Track): void {
  context.beginPath();
  for (const piece of track.pieces) {
    context.moveTo(piece[0] ?? 0, piece[1] ?? 0);
    for (let n = 2; n < piece.length; n += 2) context.lineTo(piece[n] ?? 0, piece[n + 1] ?? 0);
  }
}

function drawLand(context: CanvasRenderingContext2D, picture: Picture, palette: Palette): void {
  context.lineWidth = 0.7 / picture.view.k;
  context.strokeStyle = palette.border ?? '';
  for (const [nation, path] of picture.land) {
    context.fillStyle = (picture.members.has(nation) ? palette['land-member'] : palette.land) ?? '';
    context.fill(path);
    context.stroke(path);
  }
}

function isShut(way: WayMark, at: number): boolean {
  return way.closed?.some(([from, to]) => Date.parse(from) <= at && at < Date.parse(to)) ?? false;
}

function drawWay(context: CanvasRenderingContext2D, way: WayMark, k: number): void {
  trace(context, way.track);
  context.lineWidth /= k;
  context.stroke();
}

function drawWays(context: CanvasRenderingContext2D, picture: Picture, palette: Palette): void {
  const { scene, layers, view, at } = picture;
  for (const way of scene.ways) {
    const shut = isShut(way, at);
    if (shut ? !layers.closed : !layers.ways) continue;
    context.setLineDash(shut ? [2 / view.k, 3 / view.k] : []);
    context.lineWidth = shut ? 1.6 : 0.8;
    context.globalAlpha = shut ? 1 : 0.5;
    context.strokeStyle = (shut ? palette.late : palette['rule-strong']) ?? '';
    drawWay(context, way, view.k);
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
}

function drawStreams(context: CanvasRenderingContext2D, picture: Picture, palette: Palette): void {
  const { scene, view, chosen } = picture;
  const most = scene.streams[0]?.weight ?? 1;
  for (const stream of scene.streams) {
    const mine = chosen !== '' && stream.requirements.has(chosen);
    const width = 1 + 4.5 * Math.sqrt(stream.weight / most);
    context.globalAlpha = mine ? 1 : chosen ? 0.12 : 0.42;
    context.lineWidth = (mine ? Math.max(2.4, width) : width) / view.k;
    context.strokeStyle = colourOf(palette, stream.mode);
    context.setLineDash((DASHES[stream.mode] ?? []).map((part) => part / view.k));
    trace(context, stream.track);
    context.stroke();
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
}

export function underWay(scene: Scene, at: number): FlowMark[] {
  return scene.flows.filter((flow) => flow.starts <= at && at < flow.ends);
}

function drawMovers(context: CanvasRenderingContext2D, picture: Picture, palette: Palette): void {
  const { scene, view, at, chosen } = picture;
  for (const flow of underWay(scene, at)) {
    const spot = pointAt(flow.track, (at - flow.starts) / Math.max(1, flow.ends - flow.starts));
    if (!spot) continue;
    const { x, y } = toScreen(view, spot);
    const loaded = flow.weight > 0;
    const size = loaded ? 5 + Math.min(4, Math.sqrt(flow.weight / 60_000)) : 4;
    context.save();
    context.translate(x, y);
    context.rotate(spot.turn);
    context.globalAlpha = chosen && !flow.movements.includes(chosen) ? 0.3 : 1;
    context.beginPath();
    context.moveTo(size * 1.5, 0);
    context.lineTo(-size, size * 0.85);
    context.lineTo(-size * 0.5, 0);
    context.lineTo(-size, -size * 0.85);
    context.closePath();
    context.fillStyle = loaded ? colourOf(palette, flow.mode) : (palette.paper ?? '');
    context.strokeStyle = loaded ? (palette['map-halo'] ?? '') : colourOf(palette, flow.mode);
    context.lineWidth = loaded ? 1.5 : 1.3;
    context.stroke();
    context.fill();
    context.restore();
  }
}

function drawPlaces(context: CanvasRenderingContext2D, picture: Picture, palette: Palette): void {
  for (const place of picture.scene.places.values()) {
    const { x, y } = toScreen(picture.view, place);
    if (x < -20 || y < -20 || x > picture.width + 20 || y > picture.height + 20) continue;
    if (!isShown(place, picture.view.k, picture.matters)) continue;
    const used = place.kg > 0;
    const radius = picture.place === place.ref ? 6 : used ? 3.6 : 2.4;
    context.beginPath();
    if (place.modes.includes('sea')) context.rect(x - radius, y - radius, 2 * radius, 2 * radius);
    else context.arc(x, y, radius, 0, 7);
    context.fillStyle =
      (picture.place === place.ref ? palette.accent : used ? palette.ink : palette.paper) ?? '';
    context.fill();
    context.lineWidth = 1.3;
    context.strokeStyle = (used ? palette['map-halo'] : palette.soft) ?? '';
    context.stroke();
  }
}

/** Names where they cover nothing: no symbol, no mark, no button, no other name. */
function drawNames(
  context: CanvasRenderingContext2D,
  picture: Picture,
  palette: Palette,
  taken: readonly Rect[],
): void {
  const { width, height, view } = picture;
  const font = (bold: boolean): string => `${bold ? 600 : 400} ${NAME_SIZE}px ${FACE}`;
  context.font = font(true);
  const measure = (text: string): number => context.measureText(text).width;
  const sheet = { width, height, k: view.k, taken: [...BUTTONS, ...taken], measure };
  const places = [...picture.scene.places.values()].map((place) => ({
    ...place,
    ...toScreen(view, place),
  }));
  for (const name of placedNames(places, sheet, picture.matters)) {
    context.font = font(name.chosen);
    outlined(context, name.text, name, palette);
  }
}

export function draw(
  context: CanvasRenderingContext2D,
  picture: Picture,
  palette: Palette,
  ratio: number,
): void {
  const { view, layers } = picture;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = palette.water ?? '';
  context.fillRect(0, 0, picture.width, picture.height);
  context.setTransform(ratio * view.k, 0, 0, ratio * view.k, ratio * view.x, ratio * view.y);
  context.lineJoin = 'round';
  drawLand(context, picture, palette);
  if (layers.ways || layers.closed) drawWays(context, picture, palette);
  if (layers.flows) drawStreams(context, picture, palette);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  if (layers.places) drawPlaces(context, picture, palette);
  if (layers.flows) drawMovers(context, picture, palette);
  const taken = layers.units ? drawUnits(context, picture, palette) : [];
  if (layers.names) drawNames(context, picture, palette, taken);
}
