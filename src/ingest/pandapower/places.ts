import { z } from 'zod';
import { toFlaws } from '../issues.ts';
import type { ToLonLat } from '../crs/read-crs.ts';
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

type RawPlace = readonly [x: number, y: number];

interface RawPlaces {
  readonly bus: (row: Net['bus'][number]) => Parsed<RawPlace>;
  readonly line: (row: Net['line'][number]) => Parsed<number[]>;
}

/** Positions as they stand: GeoJSON in the column `geo` (version 3), or `x`, `y` and `coords` in tables of their own (version 2). */
const rawPlacesOf = ({ bus_geodata, line_geodata }: Net): RawPlaces => {
  const points = new Map(bus_geodata.map((row) => [row.index, row]));
  const paths = new Map(line_geodata.map((row) => [row.index, row.coords]));
  return {
    bus: ({ index, geo }) => {
      const { x, y } = points.get(index) ?? {};
      const old =
        typeof x === 'number' && typeof y === 'number' ? { type: 'Point', coordinates: [x, y] } : null;
      return parsed(geo ?? old, pointSchema, ({ coordinates: [x = NaN, y = NaN] }): RawPlace => [x, y]);
    },
    line: ({ index, geo }) =>
      typeof geo === 'string'
        ? parsed(geo, lineSchema, ({ coordinates }) => flat(coordinates))
        : parsed(paths.get(index), coordsSchema, flat),
  };
};

/** Positions of all buses that have one. */
export function busPositions(net: Net): readonly RawPlace[] {
  const places = rawPlacesOf(net);
  return net.bus.flatMap((row) => {
    const place = places.bus(row);
    return 'value' in place && place.value !== null ? [place.value] : [];
  });
}

const mapped = <T, U>(from: Parsed<T>, toOther: (value: T) => U): Parsed<U> =>
  'value' in from ? { value: from.value === null ? null : toOther(from.value) } : from;

interface Places {
  readonly bus: (row: Net['bus'][number]) => Parsed<{ lon_deg: number; lat_deg: number }>;
  readonly line: (row: Net['line'][number]) => Parsed<number[]>;
}

/** Where buses stand and lines run, degrees WGS 84; anything outside their range is a defect of its row. */
export const placesOf = (net: Net, toLonLat: ToLonLat): Places => {
  const raw = rawPlacesOf(net);
  return {
    bus: (row) => mapped(raw.bus(row), ([x, y]) => toLonLat(x, y)),
    line: (row) =>
      mapped(raw.line(row), (path) =>
        path.flatMap((x, i) => {
          if (i % 2 === 1) return [];
          const { lon_deg, lat_deg } = toLonLat(x, path[i + 1] ?? NaN);
          return [lon_deg, lat_deg];
        }),
      ),
  };
};
