import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBody } from '../../src/contract/parse.ts';
import { supplyPlansBody } from '../../src/contract/supply-plans-request.ts';
import { toRequest } from '../../src/contract/to-request.ts';
import { placeInWgs84, toWgs84 } from '../../src/contract/to-wgs84.ts';
import { today } from '../../src/contract/today.ts';

const METRES_PER_DEGREE = 111_320;

function metresBetween(
  [lon, lat]: readonly [number, number],
  [lon2, lat2]: readonly [number, number],
): number {
  const east = (lon2 - lon) * Math.cos((lat * Math.PI) / 180);
  return Math.hypot(east, lat2 - lat) * METRES_PER_DEGREE;
}

describe('the four datums', () => {
  // Shifts published for the five places: WGS 84 → GCJ-02 and WGS 84 → BD-09, metres.
  it.each([
    { name: '郏县', at: [113.21, 33.97], gcjM: 598, bdM: 1277 },
    { name: '沈丘', at: [115.1, 33.41], gcjM: 559, bdM: 1252 },
    { name: '潢川', at: [115.05, 32.13], gcjM: 571, bdM: 1223 },
    { name: '金华', at: [119.65, 29.08], gcjM: 564, bdM: 1145 },
    { name: '常州', at: [119.97, 31.81], gcjM: 503, bdM: 1152 },
  ] as const)('differ near $name by what is known of them', ({ at, gcjM, bdM }) => {
    // The shift is smooth: what the inverse moves back here is what the shift moves, within metres.
    expect(Math.abs(metresBetween(at, toWgs84(at, 'GCJ02')) - gcjM)).toBeLessThan(8);
    expect(Math.abs(metresBetween(at, toWgs84(at, 'BD09')) - bdM)).toBeLessThan(25);
    expect(toWgs84(at, 'WGS84')).toEqual(at);
    expect(toWgs84(at, 'CGCS2000')).toEqual(at);
  });

  it('take a published pair of Baidu and satellite coordinates for one place, within a metre', () => {
    const baidu = toWgs84([116.41661560068297, 39.92196580126834], 'BD09');
    expect(metresBetween(baidu, [116.403988, 39.914266])).toBeLessThan(1);
  });

  it('leave places outside China where they are', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -10, max: 10, noNaN: true }),
        fc.double({ min: 40, max: 50, noNaN: true }),
        (lon, lat) => {
          expect(placeInWgs84({ lon, lat, crs: 'GCJ02' })).toEqual({ lon, lat });
        },
      ),
      { seed: 3, numRuns: 100 },
    );
  });
});

describe('a request', () => {
  const plot = {
    type: 'Polygon',
    coordinates: [
      [
        [113.21, 33.97],
        [113.22, 33.97],
        [113.22, 33.98],
        [113.21, 33.97],
      ],
    ],
  };
  const body = (site: object, more: object = {}) =>
    parseBody(supplyPlansBody, {
      site,
      demand: { capacityKva: 630 },
      customer: { category: 'industrial' },
      ...more,
    });
  const settled = {
    region: 'demo',
    site: { lon: 113.2, lat: 33.9 },
    siteAddress: null,
    statedBy: 'manager' as const,
    today: '2026-11-20',
  };

  it('carries what was settled and what was asked', () => {
    const given = body(
      { lon: 113.21, lat: 33.97, crs: 'WGS84' },
      { wantedOn: '2027-03-01', policy: 'jiaxian-2021', radiusM: 500 },
    );
    expect(toRequest(given, settled)).toEqual({
      region: 'demo',
      site: settled.site,
      siteAddress: null,
      plot: null,
      demand: given.demand,
      customer: given.customer,
      statedBy: 'manager',
      wantedOn: '2027-03-01',
      policy: 'jiaxian-2021',
      radiusM: 500,
      maxPlans: 10,
      asOf: '2026-11-20',
    });
  });

  it('keeps a day that staff set', () => {
    const given = body({ lon: 113.21, lat: 33.97, crs: 'WGS84' }, { asOf: '2025-01-02' });
    expect(toRequest(given, settled).asOf).toBe('2025-01-02');
  });

  it('moves the plot with its site, and leaves it where the site is an address', () => {
    const shifted = toRequest(body({ lon: 113.21, lat: 33.97, crs: 'BD09' }, { plot }), settled).plot;
    expect(shifted?.[0]?.[0]).toEqual(toWgs84([113.21, 33.97], 'BD09'));
    expect(toRequest(body({ address: '建设路12号' }, { plot }), settled).plot).toEqual(plot.coordinates);
  });

  it('has no plot where the polygon is empty', () => {
    const given = body({ address: '建设路12号' }, { plot: { type: 'Polygon', coordinates: [] } });
    expect(toRequest(given, settled).plot).toBeNull();
  });
});

it('today is the day in Shanghai, whatever the zone of the machine', () => {
  expect(today(new Date('2026-11-20T15:59:59.999Z'))).toBe('2026-11-20');
  expect(today(new Date('2026-11-20T16:00:00.000Z'))).toBe('2026-11-21');
  expect(today(new Date('2026-12-31T23:00:00+08:00'))).toBe('2026-12-31');
});
