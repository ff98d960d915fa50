import type { BusGrid } from './bus-grid.ts';

/** Above this a bus is no longer low voltage, kV. Source: IEC 60050-601. */
const LV_LIMIT_KV = 1;

/** `hv` is what feeds substations and is not part of the record. */
export type Level = 'hv' | 'mv' | 'lv';

/** Above this nothing is medium voltage, kV. Source: IEC 60050-601, whose upper boundary lies between 30 and 100. */
const MV_LIMIT_KV = 36;

/** Loads and distribution transformers by the voltage above 1 kV at which they hang. */
const supplied = ({ loads, transformers }: BusGrid, kv: ReadonlyMap<string, number>): readonly number[] => {
  const down = transformers.filter(({ low }) => (kv.get(low) ?? Infinity) <= LV_LIMIT_KV);
  const buses = [...loads.map(({ bus }) => bus), ...down.map(({ high }) => high)];
  return buses.map((bus) => kv.get(bus) ?? 0).filter((each) => each > LV_LIMIT_KV);
};

/**
 * The level of every bus.
 *
 * High voltage begins at the lowest voltage from which a transformer comes down to another voltage above 1 kV: 110 kV
 * of a 110/20 kV substation, 35 kV of a 35/10 kV one; one of three windings counts by its highest. A voltage up to 36 kV
 * that supplies more than all below it is medium voltage all the same: a feeder of 24.9 kV with a part of 4.16 kV.
 * Without such a transformer all above 1 kV is medium voltage.
 */
export const busLevels = (grid: BusGrid): ReadonlyMap<string, Level> => {
  const { buses, transformers, unsupported } = grid;
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
  const at = supplied(grid, kv);
  const isFeeder = (up: number): boolean =>
    up <= MV_LIMIT_KV && at.filter((each) => each === up).length > at.filter((each) => each < up).length;
  const highFrom = Math.min(...[...new Set(highs)].filter((up) => !isFeeder(up)), Infinity);
  return new Map(
    buses.map((bus) => [bus.id, bus.kv <= LV_LIMIT_KV ? 'lv' : bus.kv < highFrom ? 'mv' : 'hv']),
  );
};
