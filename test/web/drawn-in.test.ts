import { afterEach, expect, test } from 'vitest';
import { inDatum } from '../../src/model/datum.ts';
import {
  boxShownAt,
  dataShown,
  drawMapsIn,
  placeShownAt,
  shownAt,
  tileDatum,
} from '../../src/web/map/drawn-in.ts';

const PLACE = { lon: 113.21, lat: 33.97 };
const OFF = inDatum(PLACE, 'WGS84', 'GCJ02');
const METRES = 111_320;

afterEach(() => {
  drawMapsIn('WGS84');
});

test('a map in WGS 84 shows everything where it is', () => {
  expect(shownAt(PLACE)).toEqual([PLACE.lon, PLACE.lat]);
  expect(placeShownAt({ lng: PLACE.lon, lat: PLACE.lat })).toEqual(PLACE);
  expect(tileDatum()).toBeNull();
});

test('a map in GCJ-02 shows places off, and finds them back within a metre', () => {
  drawMapsIn('GCJ02');
  expect(tileDatum()).toBe('GCJ02');
  const [lng, lat] = shownAt(PLACE);
  expect([lng, lat]).toEqual([OFF.lon, OFF.lat]);
  expect(Math.hypot(lng - PLACE.lon, lat - PLACE.lat) * METRES).toBeGreaterThan(300);
  const back = placeShownAt({ lng, lat });
  expect(Math.hypot(back.lon - PLACE.lon, back.lat - PLACE.lat) * METRES).toBeLessThan(1);
  const [west, south, east, north] = boxShownAt([113, 33.9, 113.3, 34]);
  expect([west - 113, east - 113.3].every((d) => d > 0.003)).toBe(true);
  expect([south, north].every((one, i) => Math.abs(one - [33.9, 34][i]!) < 0.01)).toBe(true);
});

test('what is drawn above it moves along at any depth, and nothing else of it', () => {
  drawMapsIn('GCJ02');
  const at = [PLACE.lon, PLACE.lat];
  const shapes = [
    { type: 'Point', coordinates: at },
    { type: 'LineString', coordinates: [at, at] },
    { type: 'MultiPolygon', coordinates: [[[at, at, at, at]]] },
  ] as const;
  const data = {
    type: 'FeatureCollection',
    features: shapes.map((geometry) => ({ type: 'Feature', properties: { pair: at }, geometry })),
  };
  const moved = dataShown(data as unknown as Parameters<typeof dataShown>[0]) as unknown as typeof data;
  const off = [OFF.lon, OFF.lat];
  expect(moved.features.map(({ geometry }) => geometry.coordinates)).toEqual([
    off,
    [off, off],
    [[[off, off, off, off]]],
  ]);
  expect(moved.features[0]!.properties.pair).toEqual(at);
});
