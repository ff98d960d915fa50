import type { BusGrid, Source, Transformer } from './bus-grid.ts';
import type { Level } from './bus-levels.ts';
import { JoinedSets } from './joined-sets.ts';

/** A medium-voltage busbar from which feeders leave: one bus, or several that closed switches make one. */
export interface Busbar {
  /** The bus that stands for it. */
  readonly bus: string;
  readonly station: string;
  /** The main transformers that feed it. */
  readonly transformers: readonly Transformer[];
}

export interface Station {
  readonly id: string;
  /** Bus whose name, voltage and place are the station's. */
  readonly bus: string;
  /** Sources that hold the voltage of that bus. */
  readonly sources: readonly Source[];
}

export interface Stations {
  readonly stations: readonly Station[];
  readonly busbars: readonly Busbar[];
  readonly mains: readonly { readonly transformer: Transformer; readonly station: string }[];
  /** The bus that stands for a bus: another one only where both are parts of one busbar. */
  readonly nodeOf: (bus: string) => string;
  /** Sources on low voltage: something feeds that bus which is not in the file. */
  readonly lvSources: readonly Source[];
  /** Sources that nothing here stands for. */
  readonly unused: readonly Source[];
}

interface Head {
  readonly bus: string;
  readonly transformers: Transformer[];
  readonly sources: Source[];
}

/** Busbars by the set of their buses; transformers come before sources, each in the order of the file. */
const headsOf = (mains: readonly Transformer[], sources: readonly Source[], bars: JoinedSets) => {
  const heads = new Map<string, Head>();
  const headAt = (bus: string): Head => {
    const key = bars.setOf(bus);
    const head = heads.get(key) ?? { bus, transformers: [], sources: [] };
    heads.set(key, head);
    return head;
  };
  for (const main of mains) headAt(main.low).transformers.push(main);
  for (const source of sources) headAt(source.bus).sources.push(source);
  return heads;
};

const joinBars = (grid: BusGrid, levels: ReadonlyMap<string, Level>, roots: ReadonlySet<string>) => {
  const joined = new JoinedSets();
  const bars = new Set(grid.buses.filter((bus) => bus.isBar || roots.has(bus.id)).map(({ id }) => id));
  for (const { ends, closed } of grid.busSwitches) {
    if (closed && ends.every((bus) => bars.has(bus) && levels.get(bus) === 'mv')) joined.join(...ends);
  }
  return joined;
};

/** High-voltage buses of one substation: joined by switches in any state, or by transformers on one busbar. */
const joinHighs = (grid: BusGrid, levels: ReadonlyMap<string, Level>, heads: Iterable<Head>) => {
  const joined = new JoinedSets();
  for (const { ends } of grid.busSwitches) {
    if (ends.every((bus) => levels.get(bus) === 'hv')) joined.join(...ends);
  }
  for (const { transformers } of heads) {
    for (const { high } of transformers) joined.join(transformers[0]?.high ?? high, high);
  }
  return joined;
};

/**
 * Finds the substations of a network that has no word for them.
 *
 * - A transformer from high to medium voltage is a main transformer. Those whose high-voltage buses hang together by
 *   switches, or that feed one busbar, make one substation, with the id of the first one's high-voltage bus and the name of the source on it.
 * - A source on medium voltage is a substation of its own whose transformer is not in the file.
 * - A busbar is the bus that such a transformer or source feeds, with the busbars that closed switches join to it:
 *   the bus of the first stands for all, and switches within are left out. Joints beyond are not part of it.
 * - A source on low voltage stands by itself (see `stationRows`).
 */
export const findStations = (grid: BusGrid, levels: ReadonlyMap<string, Level>): Stations => {
  const sourcesAt = (level: Level) => grid.sources.filter(({ bus }) => levels.get(bus) === level);
  const mains = grid.transformers.filter(
    ({ high, low }) => levels.get(high) === 'hv' && levels.get(low) === 'mv',
  );
  const feeding = mains.filter(({ connected }) => connected);
  const mvSources = sourcesAt('mv');
  const roots = new Set([...feeding.map(({ low }) => low), ...mvSources.map(({ bus }) => bus)]);
  const bars = joinBars(grid, levels, roots);
  const heads = headsOf(feeding, mvSources, bars);
  const highs = joinHighs(grid, levels, heads.values());

  const highStations = new Map<string, Station & { sources: Source[] }>();
  const stationOf = ({ high }: Transformer): string => {
    const key = highs.setOf(high);
    const station = highStations.get(key) ?? { id: high, bus: high, sources: [] };
    highStations.set(key, station);
    return station.id;
  };
  const placed = mains.map((transformer) => ({ transformer, station: stationOf(transformer) }));
  const unused: Source[] = [];
  for (const source of sourcesAt('hv'))
    (highStations.get(highs.setOf(source.bus))?.sources ?? unused).push(source);

  const stations: Station[] = [...highStations.values()];
  const busbars = [...heads.values()].map(({ bus, transformers, sources }): Busbar => {
    const [main, source] = [transformers[0], sources[0]];
    if (main !== undefined) {
      unused.push(...sources);
      return { bus, station: stationOf(main), transformers };
    }
    const id = source?.id ?? bus;
    stations.push({ id, bus, sources });
    return { bus, station: id, transformers };
  });
  const nodeOf = (bus: string): string => heads.get(bars.setOf(bus))?.bus ?? bus;
  return { stations, busbars, mains: placed, nodeOf, lvSources: sourcesAt('lv'), unused };
};
