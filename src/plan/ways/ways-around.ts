import type { Place } from '../../model/geometry.ts';
import type { RoadSearch, RouteTerms, Start, Target, Way } from '../../search/routes/road-search.ts';
import type { PlanTask } from '../context.ts';
import { Notes } from '../notebook.ts';

/** Places of one kind have numbers of their own: sources at low and at medium voltage, busbars, cable sections. */
export type PlaceGroup = 'low' | 'medium' | 'outlets' | 'cables';

/** A place where a new line may begin. */
export interface Begin {
  /** Source, or element of the cable section. */
  readonly id: number;
  readonly at: Place;
  readonly kv: number;
  readonly distanceM: number;
}

/** What is searched for. */
export interface WaysAsked {
  readonly group: PlaceGroup;
  /** Tells the costs from all others. */
  readonly key: string;
  readonly terms: RouteTerms;
}

/** Least-cost ways on roads around one receiving point: each place and size of line is searched for once. */
export class WaysAround {
  readonly start: Start;
  readonly #search: RoadSearch;
  readonly #isNear: boolean;
  readonly #targets = new Map<PlaceGroup, Map<number, Target>>();
  readonly #ways = new Map<string, Map<number, Way | null>>();

  constructor(search: RoadSearch, site: Place) {
    this.#search = search;
    this.start = search.startAt(site);
    this.#isNear = this.start.accesses.length > 0 || search.roads.isNear(site);
  }

  target(group: PlaceGroup, { id, at }: Pick<Begin, 'id' | 'at'>): Target {
    const ofGroup = this.#targets.get(group) ?? new Map<number, Target>();
    this.#targets.set(group, ofGroup);
    const known =
      ofGroup.get(id) ?? (group === 'cables' ? this.#search.placeTarget(at) : this.#search.sourceTarget(id));
    ofGroup.set(id, known);
    return known;
  }

  /** Whether roads tell of a place at all: there is one within reach at either end, though it may be closed in. */
  tells(group: PlaceGroup, begin: Begin): boolean {
    return this.#isNear && (this.target(group, begin).off !== null || this.#search.roads.isNear(begin.at));
  }

  /** The cheapest way to each place, in their order; `null` where none leads there. */
  ways({ group, key, terms }: WaysAsked, begins: readonly Begin[]): (Way | null)[] {
    const known = this.#ways.get(`${group} ${key}`) ?? new Map<number, Way | null>();
    this.#ways.set(`${group} ${key}`, known);
    const open = begins.filter(({ id }) => !known.has(id));
    if (open.length > 0) {
      const targets = open.map((begin) => this.target(group, begin));
      this.#search.ways(this.start, targets, terms).forEach((way, i) => known.set(open[i]?.id ?? -1, way));
    }
    return begins.map(({ id }) => known.get(id) ?? null);
  }
}

const around = new Notes(() => new Map<RoadSearch, WaysAround>());

/** Ways around the site of a request; `null` where no roads are loaded. */
export function waysAround({ around: places, roads, request }: PlanTask): WaysAround | null {
  if (roads === null) return null;
  const ofPlace = around.in(places.notebook);
  const known = ofPlace.get(roads) ?? new WaysAround(roads, request.site);
  ofPlace.set(roads, known);
  return known;
}
