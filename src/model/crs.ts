/** A coordinate reference system that features can be had in. */
export interface Crs {
  /** Its name on the wire. */
  readonly uri: string;
  /** The same in PostGIS, which always puts east before north. */
  readonly srid: number;
  /** Its authority writes north (or latitude) before east (or longitude). */
  readonly isNorthFirst: boolean;
  /** Decimals on the wire: 1 cm in degrees, 1 mm in metres. */
  readonly decimals: number;
  /** West, south, east, north where it can be used, east before north, in its own unit. */
  readonly domain: Bounds;
}

/** West, south, east, north. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

const DEGREES: Pick<Crs, 'decimals' | 'domain'> = { decimals: 7, domain: [-180, -90, 180, 90] };
/** Half the circumference of the Web Mercator plane, m, and the y of 85.06° rounded up. */
const MERCATOR_X = 20_037_508.35;
const MERCATOR_Y = 20_048_967;
/** Metres from the equator to the pole, rounded up. */
const POLE_M = 10_002_000;
/** How far from its middle a Gauss–Krüger zone is taken, m: ten degrees at the equator, where three are meant. */
const ZONE_REACH_M = 1_100_000;
const FALSE_EASTING_M = 500_000;

const epsg = (code: number): string => `http://www.opengis.net/def/crs/EPSG/0/${code}`;

/** Longitude and latitude: what everything is in where nothing else is asked for, and what the record is kept in. */
export const CRS84: Crs = {
  uri: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84',
  srid: 4326,
  isNorthFirst: false,
  ...DEGREES,
};

const EVERYWHERE: readonly Crs[] = [
  CRS84,
  { uri: epsg(4326), srid: 4326, isNorthFirst: true, ...DEGREES },
  { uri: epsg(4490), srid: 4490, isNorthFirst: true, ...DEGREES },
  {
    uri: epsg(3857),
    srid: 3857,
    isNorthFirst: false,
    decimals: 3,
    domain: [-MERCATOR_X, -MERCATOR_Y, MERCATOR_X, MERCATOR_Y],
  },
];

/** First and last 3-degree zone of CGCS2000, and the codes of the first without and with its number in the easting. */
const ZONES = { first: 25, last: 45, plain: 4534, numbered: 4513 } as const;

const gaussKrueger = (code: number, falseEasting: number): Crs => ({
  uri: epsg(code),
  srid: code,
  isNorthFirst: true,
  decimals: 3,
  domain: [falseEasting - ZONE_REACH_M, -POLE_M, falseEasting + ZONE_REACH_M, POLE_M],
});

/** Both ways in which the 3-degree Gauss–Krüger zone of a meridian is written; none outside China's zones. */
function zoneAt(lon: number): Crs[] {
  const zone = Math.round(lon / 3);
  if (zone < ZONES.first || zone > ZONES.last) return [];
  const nth = zone - ZONES.first;
  return [
    gaussKrueger(ZONES.plain + nth, FALSE_EASTING_M),
    gaussKrueger(ZONES.numbered + nth, zone * 1_000_000 + FALSE_EASTING_M),
  ];
}

/**
 * The systems that features of some regions can be had in: the same everywhere, and the 3-degree zones of CGCS2000 in
 * which the regions lie, by code.
 *
 * @param boxes of the regions, degrees; an empty one has no zone.
 */
export function crsFor(boxes: readonly (readonly number[])[]): readonly Crs[] {
  const zones = boxes.flatMap(([west, , east]) =>
    west === undefined || east === undefined ? [] : zoneAt((west + east) / 2),
  );
  const byUri = new Map(zones.map((crs) => [crs.uri, crs]));
  return [...EVERYWHERE, ...[...byUri.values()].sort((a, b) => a.srid - b.srid)];
}
