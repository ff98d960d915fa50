import { z } from 'zod';
import { placePositions } from '../crs/place-positions.ts';
import type { CrsRegister, ToLonLat } from '../crs/read-crs.ts';
import { toFlaws } from '../issues.ts';
import type { Parsed } from './parsed.ts';
import type { Net } from './read-net.ts';

const position = z.array(z.number()).min(2);
const pointSchema = z.object({ type: z.literal('Point'), coordinates: position });
const lineSchema = z.object({ type: z.literal('LineString'), coordinates: z.array(position).min(2) });
const coordsSchema = z.array(position).min(2);

/** GeoJSON, or lists of positions, that stand as text in a cell; anything else as it is. */
const unpacked = (cell: unknown): unknown => {
  if (typeof cell !== 'string') return cell;
  try {
    return JSON.parse(cell) as unknown;
  } catch {
    return cell;
  }
};

const parsed = <I, T>(cell: unknown, schema: z.ZodType<I>, toValue: (input: I) => T): Parsed<T> => {
  if (cell === null || cell === undefined || cell === '') return { value: null };
  const content = unpacked(cell);
  const { success, data, error } = schema.safeParse(content);
  return success ? { value: toValue(data) } : { flaws: toFlaws(content, error.issues) };
};

interface Places {
  readonly bus: (row: Net['bus'][number]) => Parsed<{ lon_deg: number; lat_deg: number }>;
  readonly line: (row: Net['line'][number]) => Parsed<number[]>;
}

/** As who imports names the system of a file's positions; `null` = nobody does. */
export interface Positions {
  readonly file: string;
  readonly crs: string | null;
  readonly register: CrsRegister;
}

/**
 * How the positions of a file become degrees. No file states a reference system: without a name they are degrees WGS 84,
 * and anything outside their range is a defect of its row.
 *
 * @throws {ImportRefused} when most buses stand outside: metres from where nobody knows.
 */
export const toDegrees = async (net: Net, { file, crs, register }: Positions): Promise<ToLonLat> => {
  const places = placesOf(net, (x, y) => ({ lon_deg: x, lat_deg: y }));
  const found = net.bus.flatMap((row): (readonly [number, number])[] => {
    const result = places.bus(row);
    return 'value' in result && result.value !== null ? [[result.value.lon_deg, result.value.lat_deg]] : [];
  });
  const outside = found.filter(([x, y]) => Math.abs(x) > 180 || Math.abs(y) > 90);
  const isPlanar = outside.length > found.length / 2;
  return placePositions(isPlanar ? outside : [], { file, stated: null, given: crs, register });
};

/**
 * Where buses stand and lines run, degrees: GeoJSON in the column `geo` (version 3), or `x`, `y` and `coords` in tables of
 * their own (version 2).
 */
export const placesOf = ({ bus_geodata, line_geodata }: Net, toLonLat: ToLonLat): Places => {
  const flat = (positions: readonly (readonly number[])[]): number[] =>
    positions.flatMap(([x = NaN, y = NaN]) => {
      const { lon_deg, lat_deg } = toLonLat(x, y);
      return [lon_deg, lat_deg];
    });
  const points = new Map(bus_geodata.map((row) => [row.index, row]));
  const paths = new Map(line_geodata.map((row) => [row.index, row.coords]));
  return {
    bus: ({ index, geo }) => {
      const { x, y } = points.get(index) ?? {};
      const old =
        typeof x === 'number' && typeof y === 'number' ? { type: 'Point', coordinates: [x, y] } : null;
      return parsed(geo ?? old, pointSchema, ({ coordinates: [x = NaN, y = NaN] }) => toLonLat(x, y));
    },
    line: ({ index, geo }) =>
      typeof geo === 'string'
        ? parsed(geo, lineSchema, ({ coordinates }) => flat(coordinates))
        : parsed(paths.get(index), coordsSchema, flat),
  };
};
