import proj4 from 'proj4';
import { CRS_NAMES, type CrsName } from '../../model/geometry.ts';
import type { Store } from '../../model/store.ts';
import { toShown } from '../check-value.ts';
import { inDatum } from '../../model/datum.ts';
import { ImportRefused } from '../import-refused.ts';

/** Degrees WGS 84 of a position in some reference system, x east and y north of it. */
export type ToLonLat = (x: number, y: number) => { readonly lon_deg: number; readonly lat_deg: number };

/** Where definitions of reference systems come from: the register that PostGIS brings. */
export type CrsRegister = Pick<Store, 'crsText'>;

const EPSG = /^(?:urn:(?:ogc|x-ogc):def:crs:)?EPSG:(?:[\d.]*:)?(\d{1,6})$/i;
const CRS84 = /^(?:urn:ogc:def:crs:)?(?:OGC:(?:[\d.]*:)?)?CRS:?84$/i;

const isDatum = (name: string): name is CrsName => (CRS_NAMES as readonly string[]).includes(name);

const shifting =
  (datum: CrsName): ToLonLat =>
  (x, y) => {
    if (datum === 'WGS84' || datum === 'CGCS2000') return { lon_deg: x, lat_deg: y };
    const { lon, lat } = inDatum({ lon: x, lat: y }, datum, 'WGS84');
    return { lon_deg: lon, lat_deg: lat };
  };

/** Well-known text of what can be turned into degrees: nothing local, nothing but a height. */
const WKT = /^(?:PROJCS|GEOGCS|PROJCRS|PROJECTEDCRS|GEOGCRS|GEODCRS|GEOGRAPHICCRS|GEODETICCRS)\s*\[/i;
/** The number of the EPSG at the end of well-known text. */
const WKT_EPSG = /\b(?:AUTHORITY|ID)\s*\[\s*"EPSG"\s*,\s*"?(\d{1,6})"?\s*\]\s*\]\s*$/i;
/** proj4's mark of a datum whose tie to WGS 84 is not stated, and the half axis of those that need none (m). */
const [UNTIED, GEOCENTRIC_M] = [5, 6_378_137];

/** Datums around the earth's centre agree within a metre; others are off by 50 to 500 m unless the shift is known. */
const isUntied = (definition: string): boolean => {
  const { datum } = new proj4.Proj(definition) as { datum?: { datum_type?: number; a?: number } };
  return datum?.datum_type === UNTIED && Math.abs((datum.a ?? 0) - GEOCENTRIC_M) > 1;
};

const projecting = (definition: string): ToLonLat => {
  const projection = proj4(definition, 'WGS84');
  return (x, y) => {
    const [lon_deg = NaN, lat_deg = NaN] = projection.forward([x, y]);
    return { lon_deg, lat_deg };
  };
};

/** @throws {ImportRefused} where the definition is none, or its datum has no known tie to WGS 84. */
function checked(definition: string, name: string, file: string): string {
  const shown = toShown(name);
  try {
    if (!isUntied(definition)) return definition;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ImportRefused(file, null, `reference system "${shown}" cannot be read: ${why}`);
  }
  const why =
    'how its datum lies to WGS 84 is not stated; convert the file to CGCS2000 first, or give another --crs';
  throw new ImportRefused(file, null, `reference system "${shown}": ${why}`);
}

/**
 * How positions of a named reference system become degrees WGS 84: `EPSG:n`, its URN, `CRS84`, well-known text, or a datum
 * of §9 of the contract. Positions are always given east before north, as files keep them, whatever the register says.
 *
 * @throws {ImportRefused} when the register does not know it, or nobody can say how its datum lies.
 */
export const readCrs = async (name: string, file: string, register: CrsRegister): Promise<ToLonLat> => {
  if (isDatum(name)) return shifting(name);
  if (CRS84.test(name)) return shifting('WGS84');
  const isText = WKT.test(name);
  const code = (isText ? WKT_EPSG : EPSG).exec(name)?.[1];
  const known = code === undefined ? null : await register.crsText(Number(code));
  const definition = known ?? (isText ? name : null);
  if (definition !== null) return projecting(checked(definition, name, file));
  const allowed = `EPSG:n of the EPSG register, ${CRS_NAMES.join(', ')}`;
  throw new ImportRefused(file, null, `no reference system "${toShown(name)}"; allowed: ${allowed}`);
};
