import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLine, parsePolygon, toLineWkt, toPolygonWkt } from '../../../src/ingest/tables/wkt.ts';

const degrees = fc.double({ min: -180, max: 180, noNaN: true }).map((value) => value + 0);
const positions = fc
  .array(fc.tuple(degrees, degrees), { minLength: 2, maxLength: 6 })
  .map((each) => each.flat());

test('a line written and read again has the same doubles', () => {
  fc.assert(
    fc.property(positions, (flat) => {
      expect(parseLine(toLineWkt(flat))).toEqual(flat);
    }),
    { seed: 1 },
  );
});

test('a polygon with holes written and read again has the same rings', () => {
  fc.assert(
    fc.property(fc.array(positions, { minLength: 1, maxLength: 3 }), (rings) => {
      expect(parsePolygon(toPolygonWkt(rings))).toEqual(rings);
    }),
    { seed: 2 },
  );
});

test('spaces, case and exponents of other writers are read', () => {
  expect(parseLine(' linestring(1 2,3e0 -4.5) ')).toEqual([1, 2, 3, -4.5]);
  expect(parsePolygon('Polygon( (0 0,1 0,1 1,0 0) ,(.2 .2,.3 .2,.3 .3,.2 .2) )')).toEqual([
    [0, 0, 1, 0, 1, 1, 0, 0],
    [0.2, 0.2, 0.3, 0.2, 0.3, 0.3, 0.2, 0.2],
  ]);
});

test.each([
  'LINESTRING EMPTY',
  'LINESTRING ()',
  'LINESTRING (1 2 3, 4 5 6)',
  'LINESTRING Z (1 2 3, 4 5 6)',
  'SRID=4326;LINESTRING (1 2, 3 4)',
  'LINESTRING (1 2, 3 NaN)',
  'LINESTRING (1 2, 3 0x4)',
  'LINESTRING (1 2, 3 4',
  'POINT (1 2)',
  '',
])('"%s" is no line', (wkt) => {
  expect(parseLine(wkt)).toBeNull();
});

test.each([
  'POLYGON (0 0, 1 0, 1 1, 0 0)',
  'POLYGON (())',
  'POLYGON EMPTY',
  'POLYGON ((0 0, 1 0)(1 1, 2 2))',
])('"%s" is no polygon', (wkt) => {
  expect(parsePolygon(wkt)).toBeNull();
});
