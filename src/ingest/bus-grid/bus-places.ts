import type { Bus, BusGrid } from './bus-grid.ts';

type Place = NonNullable<Bus['place']>;

/**
 * Where every bus stands. One that the file gives no place stands where a bus stands to which a switch or transformer
 * joins it, directly or over further such buses: all that is within one station. Any other is missing.
 */
export const busPlaces = (grid: BusGrid): ReadonlyMap<string, Place> => {
  const places = new Map<string, Place>();
  for (const { id, place } of grid.buses) if (place !== null) places.set(id, place);
  const near = new Map<string, string[]>();
  const within = [
    ...grid.busSwitches.map(({ ends }) => ends),
    ...grid.transformers.map(({ high, low }) => [high, low] as const),
  ];
  for (const [one, other] of within) {
    near.set(one, [...(near.get(one) ?? []), other]);
    near.set(other, [...(near.get(other) ?? []), one]);
  }
  const queue = [...places.keys()];
  // The queue grows while it is walked: breadth first, in the order of the file.
  for (const bus of queue) {
    const place = places.get(bus);
    for (const next of near.get(bus) ?? []) {
      if (place === undefined || places.has(next)) continue;
      places.set(next, place);
      queue.push(next);
    }
  }
  return places;
};
