import type { Snapshot } from '../snapshot/open.ts';

/** Everything above a substation and itself: ids, names where the record has no such station. */
export interface Above {
  readonly stations: ReadonlySet<string>;
  /** Every line on the way up has a known far end, and every station of the record its lines. */
  readonly complete: boolean;
}

/** Far end of an incoming line: a station by its name, and its place among the record's; -1 = not one of them. */
interface Feed {
  readonly name: string;
  readonly station: number;
}

/** Whether something has supply: `null` = cannot be told. */
type Alive = boolean | null;

/**
 * The stations above the substations, by their incoming lines. What has been asked is kept: a pair of substations is asked
 * about for every pair of their feeders.
 */
export class Upstream {
  readonly #snapshot: Snapshot;
  readonly #above = new Map<number, Above>();
  /** By one substation, then the other. */
  readonly #takesBoth = new Map<number, Map<number, Alive>>();

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  /** Everything above a substation, itself first, in the order of the incoming lines. */
  of(station: number): Above {
    const known = this.#above.get(station) ?? this.#walkUp(station);
    this.#above.set(station, known);
    return known;
  }

  /** Whether the loss of one station would take two substations together; `null` = cannot be told. */
  oneLossTakesBoth(a: number, b: number): boolean | null {
    const ofOne = this.#takesBoth.get(a) ?? new Map<number, Alive>();
    this.#takesBoth.set(a, ofOne);
    let known = ofOne.get(b);
    if (known === undefined) ofOne.set(b, (known = this.#lossOfBoth(a, b)));
    return known;
  }

  #walkUp(station: number): Above {
    const stations = new Set<string>();
    let complete = station >= 0;
    const visit = (name: string, at: number): void => {
      if (stations.has(name)) return;
      stations.add(name);
      if (at < 0) return;
      const feeds = this.#feedsOf(at);
      if (feeds.length === 0) complete = false;
      for (const feed of feeds) {
        if (feed.name === '') complete = false;
        else visit(feed.name, feed.station);
      }
    };
    if (station >= 0) visit(this.#idOf(station), station);
    return { stations, complete };
  }

  #lossOfBoth(a: number, b: number): Alive {
    let answer: boolean | null = false;
    for (const lost of new Set([...this.of(a).stations, ...this.of(b).stations])) {
      const one = this.#alive(a, lost);
      const other = this.#alive(b, lost);
      if (one === false && other === false) return true;
      if (one !== true && other !== true) answer = null;
    }
    return answer;
  }

  /** Whether a substation still has supply when a station is lost. A ring of stations feeds nobody. */
  #alive(station: number, lost: string, seen: readonly number[] = []): Alive {
    if (this.#idOf(station) === lost || seen.includes(station)) return false;
    const feeds = this.#feedsOf(station);
    if (feeds.length === 0) return null;
    const ends = feeds.map((feed): Alive => {
      if (feed.name === '') return null;
      if (feed.name === lost) return false;
      return feed.station < 0 ? true : this.#alive(feed.station, lost, [...seen, station]);
    });
    return ends.includes(true) ? true : ends.includes(null) ? null : false;
  }

  #idOf(station: number): string {
    return this.#snapshot.string(this.#snapshot.columns.substationId[station] ?? 0);
  }

  #feedsOf(station: number): Feed[] {
    const { incomingFrom, incomingStation } = this.#snapshot.columns;
    return this.#snapshot.incomingLines(station).map((line): Feed => {
      const at = incomingStation[line] ?? -1;
      const name = at < 0 ? this.#snapshot.string(incomingFrom[line] ?? 0) : this.#idOf(at);
      return { name, station: at };
    });
  }
}
