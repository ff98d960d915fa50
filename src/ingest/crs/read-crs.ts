import proj4 from 'proj4';
import { CRS_NAMES, type CrsName } from '../../model/geometry.ts';
import type { Store } from '../../model/store.ts';
import { inDatum } from '../doctor/datums.ts';
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

const projecting = (definition: string): ToLonLat => {
  const projection = proj4(definition, 'WGS84');
  return (x, y) => {
    const [lon_deg = NaN, lat_deg = NaN] = projection.forward([x, y]);
    return { lon_deg, lat_deg };
  };
};

/**
 * How positions of a named reference system become degrees WGS 84: `EPSG:n`, its URN, `CRS84`, or a datum of §9 of
 * the contract. Positions are always given east before north, as files keep them, whatever the register says.
 *
 * @throws {ImportRefused} when the register does not know it.
 */
export const readCrs = async (name: string, file: string, register: CrsRegister): Promise<ToLonLat> => {
  if (isDatum(name)) return shifting(name);
  if (CRS84.test(name)) return shifting('WGS84');
  const code = EPSG.exec(name)?.[1];
  const definition = code === undefined ? null : await register.crsText(Number(code));
  if (definition !== null) return projecting(definition);
  const allowed = `EPSG:n of the EPSG register, ${CRS_NAMES.join(', ')}`;
  throw new ImportRefused(file, null, `no reference system "${name}"; allowed: ${allowed}`);
};
