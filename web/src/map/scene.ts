/** What the map shows, read once from `GET /api/map` and projected to a plane; drawing and time are not here.
 *
 * The plane is Mercator about the theatre's own meridian, one unit a radian, y downward: it keeps shapes at every
 * zoom, and the seam lies opposite the theatre. */

import { type GeoProjection, geoArea, geoMercator, geoPath } from 'd3-geo';
import type { FlowFeature, MapAnswer, MapFeature, PlaceFeature, WayFeature } from '../api/types';

export interface PlaceMark extends PlaceFeature {
  x: number;
  y: number;
  kg: number;
}

/** A way as pieces of x, y pairs; `along` is the length up to each point, in plane units. */
export interface Track {
  pieces: Float64Array[];
  along: Float64Array[];
  length: number;
}

export interface WayMark extends WayFeature {
  track: Track;
}

export interface FlowMark extends FlowFeature {
  track: Track;
  starts: number;
  ends: number;
  weight: number;
}

/** All flows of one mode between the same ends, for the width of a line. */
export interface Stream {
  mode: string;
  track: Track;
  weight: number;
  requirements: Set<string>;
}

export interface Scene {
  projection: GeoProjection;
  places: Map<string, PlaceMark>;
  ways: WayMark[];
  flows: FlowMark[];
  streams: Stream[];
}

const PAX_KG = 100;

function linesOf(feature: MapFeature): [number, number][][] {
  const shape = feature.geometry;
  if (!shape || shape.type === 'Point') return [];
  return shape.type === 'LineString' ? [shape.coordinates] : shape.coordinates;
}

/** The meridian in the middle of the places that take part. */
export function meridianOf(features: readonly MapFeature[]): number {
  let x = 0;
  let y = 0;
  for (const feature of features) {
    if (feature.geometry?.type !== 'Point') continue;
    const angle = (feature.geometry.coordinates[0] * Math.PI) / 180;
    x += Math.cos(angle);
    y += Math.sin(angle);
  }
  return x === 0 && y === 0 ? 0 : (Math.atan2(y, x) * 180) / Math.PI;
}

export function projectionAbout(meridian: number): GeoProjection {
  return geoMercator().scale(1).translate([0, 0]).rotate([-meridian, 0]).precision(0);
}

/** The projected line, broken where it leaps over the seam. */
export function trackOf(projection: GeoProjection, lines: [number, number][][]): Track {
  const pieces: Float64Array[] = [];
  let piece: number[] = [];
  const end = (): void => {
    if (piece.length >= 4) pieces.push(Float64Array.from(piece));
    piece = [];
  };
  for (const line of lines) {
    for (const point of line) {
      const [x, y] = projection(point) ?? [0, 0];
      const before = piece[piece.length - 2];
      if (before !== undefined && Math.abs(x - before) > Math.PI) end();
      piece.push(x, y);
    }
    end();
  }
  return measured(pieces);
}

function measured(pieces: Float64Array[]): Track {
  let length = 0;
  const along = pieces.map((piece) => {
    const lengths = new Float64Array(piece.length / 2);
    for (let n = 0; n < lengths.length; n++) {
      if (n > 0) {
        const dx = (piece[2 * n] ?? 0) - (piece[2 * n - 2] ?? 0);
        const dy = (piece[2 * n + 1] ?? 0) - (piece[2 * n - 1] ?? 0);
        length += Math.hypot(dx, dy);
      }
      lengths[n] = length;
    }
    return lengths;
  });
  return { pieces, along, length };
}

export function reversed(track: Track): Track {
  const pieces = [...track.pieces].reverse().map((piece) => {
    const turned = new Float64Array(piece.length);
    for (let n = 0; n < piece.length; n += 2) {
      turned[n] = piece[piece.length - 2 - n] ?? 0;
      turned[n + 1] = piece[piece.length - 1 - n] ?? 0;
    }
    return turned;
  });
  return measured(pieces);
}

/** The point at a share 0..1 of the track's length, with the direction of travel in radians. */
export function pointAt(
  track: Track,
  share: number,
): { x: number; y: number; turn: number } | null {
  const goal = share * track.length;
  for (let p = 0; p < track.pieces.length; p++) {
    const along = track.along[p];
    const piece = track.pieces[p];
    if (!along || !piece || goal > (along[along.length - 1] ?? 0)) continue;
    let n = 1;
    while (n < along.length - 1 && (along[n] ?? 0) < goal) n++;
    const [x0, y0, x1, y1] = [
      piece[2 * n - 2] ?? 0,
      piece[2 * n - 1] ?? 0,
      piece[2 * n] ?? 0,
      piece[2 * n + 1] ?? 0,
    ];
    const step = (along[n] ?? 0) - (along[n - 1] ?? 0) || 1;
    const part = Math.max(0, Math.min(1, (goal - (along[n - 1] ?? 0)) / step));
    return {
      x: x0 + (x1 - x0) * part,
      y: y0 + (y1 - y0) * part,
      turn: Math.atan2(y1 - y0, x1 - x0),
    };
  }
  return null;
}

const keyOf = (mode: string, from = '', to = ''): string => `${mode} ${from} ${to}`;

function readWays(answer: MapAnswer, projection: GeoProjection): Map<string, WayMark> {
  const found = new Map<string, WayMark>();
  for (const feature of answer.features) {
    if (feature.properties.kind !== 'way') continue;
    const way = feature.properties;
    found.set(keyOf(way.mode, way.from, way.to), {
      ...way,
      track: trackOf(projection, linesOf(feature)),
    });
  }
  return found;
}

function readPaths(answer: MapAnswer, projection: GeoProjection): Map<string, Track> {
  const found = new Map<string, Track>();
  for (const feature of answer.features)
    if (feature.properties.kind === 'path' && feature.id)
      found.set(feature.id, trackOf(projection, linesOf(feature)));
  return found;
}

interface Lines {
  ways: Map<string, WayMark>;
  paths: Map<string, Track>;
}

/** The line of a flow: the path it names, its own, that of the way between its ends, or a straight one. */
function flowTrack(
  feature: MapFeature,
  { ways, paths }: Lines,
  scene: Pick<Scene, 'projection' | 'places'>,
): Track {
  const flow = feature.properties as FlowFeature;
  const path = paths.get(flow.path ?? '');
  if (path) return path;
  const lines = linesOf(feature);
  if (lines.length) return trackOf(scene.projection, lines);
  const straight = ways.get(keyOf(flow.mode, flow.from, flow.to));
  if (straight) return straight.track;
  const back = ways.get(keyOf(flow.mode, flow.to, flow.from));
  if (back) return reversed(back.track);
  const ends = [scene.places.get(flow.from ?? ''), scene.places.get(flow.to ?? '')].filter(
    (end) => end !== undefined,
  );
  return ends.length === 2
    ? measured([Float64Array.from(ends.flatMap((end) => [end.x, end.y]))])
    : measured([]);
}

function readFlows(
  answer: MapAnswer,
  known: Lines,
  scene: Pick<Scene, 'projection' | 'places'>,
): FlowMark[] {
  const found: FlowMark[] = [];
  const shared = new Map<string, Track>();
  for (const feature of answer.features) {
    if (feature.properties.kind !== 'flow') continue;
    const flow = feature.properties;
    const key = flow.path ?? keyOf(flow.mode, flow.from, flow.to);
    const track = shared.get(key) ?? flowTrack(feature, known, scene);
    if (flow.path || (flow.from && flow.to)) shared.set(key, track);
    const weight = flow.kg + flow.pax * PAX_KG;
    found.push({
      ...flow,
      track,
      starts: Date.parse(flow.departs),
      ends: Date.parse(flow.arrives),
      weight,
    });
  }
  return found;
}

function streamsOf(flows: readonly FlowMark[]): Stream[] {
  const found = new Map<Track, Stream>();
  for (const flow of flows) {
    if (flow.weight === 0) continue;
    let stream = found.get(flow.track);
    if (!stream) {
      stream = { mode: flow.mode, track: flow.track, weight: 0, requirements: new Set() };
      found.set(flow.track, stream);
    }
    stream.weight += flow.weight;
    for (const movement of flow.movements) stream.requirements.add(movement);
  }
  return [...found.values()].sort((a, b) => b.weight - a.weight);
}

export function sceneOf(answer: MapAnswer): Scene {
  const projection = projectionAbout(meridianOf(answer.features));
  const places = new Map<string, PlaceMark>();
  for (const { geometry, properties } of answer.features) {
    if (properties.kind !== 'place' || geometry?.type !== 'Point') continue;
    const [x, y] = projection(geometry.coordinates) ?? [0, 0];
    places.set(properties.ref, { ...properties, x, y, kg: 0 });
  }
  const ways = readWays(answer, projection);
  const paths = readPaths(answer, projection);
  const flows = readFlows(answer, { ways, paths }, { projection, places });
  for (const flow of flows)
    for (const end of [flow.from, flow.to]) {
      const place = places.get(end ?? '');
      if (place) place.kg += flow.weight;
    }
  return { projection, places, ways: [...ways.values()], flows, streams: streamsOf(flows) };
}

/** Outlines of nations as paths in the plane; `rings` are in hundredths of a degree. */
export function landPaths(
  projection: GeoProjection,
  nations: Record<string, number[][]>,
): Map<string, Path2D> {
  const found = new Map<string, Path2D>();
  for (const [nation, rings] of Object.entries(nations)) {
    const path = new Path2D();
    const draw = geoPath(projection, path as unknown as CanvasRenderingContext2D);
    for (const ring of rings) {
      const points: [number, number][] = [];
      for (let n = 0; n < ring.length; n += 2)
        points.push([(ring[n] ?? 0) / 100, (ring[n + 1] ?? 0) / 100]);
      const shape = { type: 'Polygon' as const, coordinates: [points] };
      if (geoArea(shape) > 2 * Math.PI) points.reverse();
      draw(shape);
    }
    found.set(nation, path);
  }
  return found;
}
