/** Drawing the scene on a canvas: land, ways, flows, what is under way at the instant, places, units, names. */

import type { FlowMark, PlaceMark, Scene, Track, WayMark } from './scene';
import { pointAt } from './scene';
import { symbolOf } from './symbols';
import { toScreen, type View } from './view';

export interface Layers {
  ways: boolean;
  flows: boolean;
  units: boolean;
  places: boolean;
  names: boolean;
  closed: boolean;
}

export interface UnitStack {
  sidc: string;
  count: number;
  name: string;
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

interface Cluster extends UnitStack {
  x: number;
  y: number;
}

/** Stacks whose symbols would cover each other on the screen, as one; the largest gives its symbol. */
function clustersOf(picture: Picture): Cluster[] {
  const found: Cluster[] = [];
  const stacks = [...picture.stacks].sort(([, a], [, b]) => b.count - a.count);
  for (const [ref, stack] of stacks) {
    const place = picture.scene.places.get(ref);
    if (!place) continue;
    const spot = toScreen(picture.view, place);
    const near = found.find(
      (one) => Math.abs(one.x - spot.x) < 34 && Math.abs(one.y - spot.y) < 26,
    );
    if (near) near.count += stack.count;
    else found.push({ ...stack, ...spot });
  }
  return found;
}

function drawUnits(context: CanvasRenderingContext2D, picture: Picture, palette: Palette): void {
  for (const { sidc, count, x, y } of clustersOf(picture)) {
    const symbol = symbolOf(sidc, picture.dark);
    if (!symbol) continue;
    const wide = symbol.width / 2;
    const tall = symbol.height / 2;
    context.drawImage(symbol, x - wide / 2, y - tall - 6, wide, tall);
    if (count < 2) continue;
    context.font = `600 11px ${FACE}`;
    outlined(context, String(count), x + wide / 2 + 1, y - tall + 5, palette);
  }
}

const FACE = 'Inter, system-ui, sans-serif';

function outlined(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  palette: Palette,
): void {
  context.lineWidth = 3;
  context.lineJoin = 'round';
  context.strokeStyle = palette['map-halo'] ?? '';
  context.strokeText(text, x, y);
  context.fillStyle = palette.ink ?? '';
  context.fillText(text, x, y);
}

type Rect = [left: number, top: number, right: number, bottom: number];
const meet = (a: Rect, b: Rect): boolean =>
  a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** Names where they cover no other: the chosen place first, then by what passes through. */
function drawNames(context: CanvasRenderingContext2D, picture: Picture, palette: Palette): void {
  const taken: Rect[] = [];
  const rank = (place: PlaceMark): number =>
    place.ref === picture.place ? Number.POSITIVE_INFINITY : place.kg;
  const places = [...picture.scene.places.values()].sort((a, b) => rank(b) - rank(a));
  for (const place of places) {
    const { x, y } = toScreen(picture.view, place);
    if (x < 0 || y < 0 || x > picture.width || y > picture.height) continue;
    context.font = `${place.ref === picture.place ? 600 : 400} 11.5px ${FACE}`;
    const wide = context.measureText(place.name).width;
    const left = x + 8 + wide > picture.width - 8 ? x - 8 - wide : x + 8;
    const rect: Rect = [left - 2, y - 8, left + wide + 2, y + 6];
    if (taken.some((other) => meet(other, rect))) continue;
    taken.push(rect);
    outlined(context, place.name, left, y + 4, palette);
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
  if (layers.units) drawUnits(context, picture, palette);
  if (layers.names) drawNames(context, picture, palette);
}
