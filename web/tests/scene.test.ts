import { expect, test } from 'vitest';
import type { MapAnswer } from '../src/api/types';
import { meridianOf, pointAt, projectionAbout, reversed, sceneOf, trackOf } from '../src/map/scene';
import { fitting, toScreen, zoomed } from '../src/map/view';

const place = (ref: string, lon: number, lat: number) => ({
  type: 'Feature' as const,
  geometry: { type: 'Point' as const, coordinates: [lon, lat] as [number, number] },
  properties: { kind: 'place' as const, ref, name: ref, nation: 'X', modes: ['sea'] },
});

test('the theatre of the Pacific lies about its own meridian', () => {
  expect(Math.abs(meridianOf([place('a', 170, 0), place('b', -170, 0)]))).toBeCloseTo(180);
});

test('a line over the seam is broken, one over the antimeridian of the theatre is not', () => {
  const over: [number, number][] = [
    [175, 10],
    [-175, 10],
  ];
  expect(trackOf(projectionAbout(0), [over]).pieces).toHaveLength(0);
  expect(trackOf(projectionAbout(180), [over]).pieces).toHaveLength(1);
});

test('half way is half the length, and the way back mirrors it', () => {
  const track = trackOf(projectionAbout(0), [
    [
      [0, 0],
      [10, 0],
      [20, 0],
    ],
  ]);
  const there = pointAt(track, 0.25);
  const back = pointAt(reversed(track), 0.75);
  expect(there?.x).toBeCloseTo((5 * Math.PI) / 180);
  expect(back?.x).toBeCloseTo(there?.x ?? 0);
});

test('a flow without a line of its own follows the way, either way round', () => {
  const answer: MapAnswer = {
    type: 'FeatureCollection',
    features: [
      place('a', 0, 0),
      place('b', 10, 0),
      {
        type: 'Feature',
        geometry: {
          type: 'LineString',
          coordinates: [
            [0, 0],
            [5, 5],
            [10, 0],
          ],
        },
        properties: { kind: 'way', mode: 'sea', from: 'a', to: 'b', length_m: 1, closed: [] },
      },
      {
        type: 'Feature',
        geometry: null as never,
        properties: {
          kind: 'flow',
          mode: 'sea',
          carrier: 'c',
          from: 'b',
          to: 'a',
          movements: ['M'],
          departs: '2014-10-01T00:00Z',
          arrives: '2014-10-02T00:00Z',
          kg: 1000,
          pax: 10,
        },
      },
    ],
  };
  const scene = sceneOf(answer);
  expect(scene.flows[0]?.track.pieces[0]).toHaveLength(6);
  expect(scene.streams[0]?.weight).toBe(2000);
  expect(scene.places.get('a')?.kg).toBe(2000);
});

test('zooming keeps the point under the hand where it is', () => {
  const view = fitting({ left: -1, top: -1, right: 1, bottom: 1 }, 800, 600);
  const before = toScreen(view, { x: 0.5, y: 0.5 });
  const after = toScreen(zoomed(view, 2, before.x, before.y), { x: 0.5, y: 0.5 });
  expect(after.x).toBeCloseTo(before.x);
  expect(after.y).toBeCloseTo(before.y);
});
