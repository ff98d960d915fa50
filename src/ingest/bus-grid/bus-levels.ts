import type { BusGrid } from './bus-grid.ts';

/** Above this a bus is no longer low voltage, kV. Source: IEC 60050-601. */
const LV_LIMIT_KV = 1;

/** `hv` is what feeds substations and is not part of the record. */
export type Level = 'hv' | 'mv' | 'lv';

/**
 * The level of every bus.
 *
 * High voltage begins at the lowest voltage from which a transformer comes down to another voltage above 1 kV: 110 kV
 * of a 110/20 kV substation, 35 kV of a 35/10 kV one; one of three windings counts by its highest. Without such a transformer all above 1 kV is medium voltage.
 */
export const busLevels = ({ buses, transformers, unsupported }: BusGrid): ReadonlyMap<string, Level> => {
  const kv = new Map(buses.map((bus) => [bus.id, bus.kv]));
  const windings = [
    ...transformers.map(({ high, low }) => [high, low]),
    ...unsupported.flatMap((each) => (each.isTransformer ? [each.buses] : [])),
  ];
  const highs = windings.flatMap((ends) => {
    const above = ends.map((bus) => kv.get(bus) ?? 0).filter((each) => each > LV_LIMIT_KV);
    const up = Math.max(...above);
    return above.some((down) => up > down) ? [up] : [];
  });
  const highFrom = Math.min(...highs, Infinity);
  return new Map(
    buses.map((bus) => [bus.id, bus.kv <= LV_LIMIT_KV ? 'lv' : bus.kv < highFrom ? 'mv' : 'hv']),
  );
};
