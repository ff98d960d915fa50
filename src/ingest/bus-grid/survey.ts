import type { Bus, BusGrid, Element } from './bus-grid.ts';
import { busLevels, type Level } from './bus-levels.ts';
import { busPlaces } from './bus-places.ts';
import { flawOf, type Found } from './found.ts';
import { findStations, type Stations } from './stations.ts';

/** A network with what has been worked out about it. */
export interface Survey extends Stations {
  readonly grid: BusGrid;
  readonly buses: ReadonlyMap<string, Bus>;
  readonly levels: ReadonlyMap<string, Level>;
  readonly places: ReadonlyMap<string, NonNullable<Bus['place']>>;
  /** Buses that stand for a busbar. */
  readonly busbarNodes: ReadonlySet<string>;
}

export const surveyOf = (grid: BusGrid): Survey => {
  const levels = busLevels(grid);
  const stations = findStations(grid, levels);
  return {
    ...stations,
    grid,
    levels,
    places: busPlaces(grid),
    buses: new Map(grid.buses.map((bus) => [bus.id, bus])),
    busbarNodes: new Set(stations.busbars.map(({ bus }) => bus)),
  };
};

/** The level at which an element stands, or what is wrong with the buses that it names. */
export const levelAt = (
  { levels, buses }: Survey,
  element: Element,
  named: Readonly<Record<string, string>>,
): Level | readonly Found[] => {
  const flaws = Object.entries(named).flatMap(([field, bus]) =>
    buses.has(bus) ? [] : [flawOf(element, field, 'missing-reference', [bus, 'a bus of the file'])],
  );
  const found = [...new Set(Object.values(named).map((bus) => levels.get(bus)))];
  const [level, other] = found;
  if (flaws.length > 0 || level === undefined) return flaws;
  if (other === undefined) return level;
  const kvs = Object.values(named).map((bus) => `${bus} ${String(buses.get(bus)?.kv)} kV`);
  return [flawOf(element, null, 'voltage-mismatch', [kvs.join(', '), 'two ends of one voltage level'])];
};
