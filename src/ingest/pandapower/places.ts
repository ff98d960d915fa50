import { z } from 'zod';
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

const flat = (positions: readonly (readonly number[])[]): number[] =>
  positions.flatMap((each) => each.slice(0, 2));

interface Places {
  readonly bus: (row: Net['bus'][number]) => Parsed<{ lon_deg: number; lat_deg: number }>;
  readonly line: (row: Net['line'][number]) => Parsed<number[]>;
}

/**
 * Where buses stand and lines run, degrees: GeoJSON in the column `geo` (version 3), or `x`, `y` and `coords` in tables of
 * their own (version 2). Neither states a reference system; degrees WGS 84 are taken, and anything outside their range
 * is a defect of its row.
 */
export const placesOf = ({ bus_geodata, line_geodata }: Net): Places => {
  const points = new Map(bus_geodata.map((row) => [row.index, row]));
  const paths = new Map(line_geodata.map((row) => [row.index, row.coords]));
  return {
    bus: ({ index, geo }) => {
      const { x, y } = points.get(index) ?? {};
      const old =
        typeof x === 'number' && typeof y === 'number' ? { type: 'Point', coordinates: [x, y] } : null;
      return parsed(geo ?? old, pointSchema, ({ coordinates: [lon = NaN, lat = NaN] }) => {
        return { lon_deg: lon, lat_deg: lat };
      });
    },
    line: ({ index, geo }) =>
      typeof geo === 'string'
        ? parsed(geo, lineSchema, ({ coordinates }) => flat(coordinates))
        : parsed(paths.get(index), coordsSchema, flat),
  };
};
