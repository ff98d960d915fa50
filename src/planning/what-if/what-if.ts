import type { ElectricalRules } from '../../model/electrical-rules.ts';
import type { Because } from '../../model/plan.ts';
import type { Declined, QueryFault } from '../../model/planner.ts';
import { SEASONS } from '../../model/record.ts';
import type { GridState, WhatIf, WhatIfQuery } from '../../model/what-if.ts';
import { ChainLedger } from '../../search/chain.ts';
import type { Headroom } from '../../search/headroom.ts';
import type { Snapshot } from '../../snapshot/open.ts';
import { applyChanges, type ChangedGrid } from './apply-changes.ts';
import { type BaseLoads, baseLoads, heaviestSeason, knownSeasons } from './base-loads.ts';
import { MovedLedger, type TwoStates } from './moved-ledger.ts';
import { rootWays } from './root-ways.ts';
import { type Scope, scopeOf } from './scope-of.ts';
import { solveStudy } from './solve-study.ts';
import { gridState, type StateToTell } from './grid-state.ts';
import { readStudyGrid, type StudyGrid } from './study-grid.ts';
import { switchingFaults } from './switching-faults.ts';
import { lookUpTouched, type Touched } from './touched.ts';

/** Elements that one question may study: more is a province, not a question. An answer is about 150 bytes for each. */
export const MOST_ELEMENTS = 100_000;

const NOTHING_NEW: ReadonlyMap<string, number> = new Map();

type Refused = Extract<Declined, { faults: unknown }>;

const refused = (code: Refused['code'], faults: readonly QueryFault[]): Refused => ({
  ok: false,
  code,
  faults,
});

function sizeFaults({ columns }: Snapshot, { tops }: Scope): QueryFault[] {
  const size = tops.reduce((sum, top) => sum + (columns.elementEnd[top] ?? top) - top, 0);
  const allowed = `at most ${MOST_ELEMENTS} elements below the main transformers of the feeders; name fewer of them`;
  return size <= MOST_ELEMENTS
    ? []
    : [{ pointer: '/feederIds', code: 'out-of-range', received: size, allowed }];
}

/** One question on its way to an answer. */
class Inquiry {
  readonly #headroom: Headroom;
  readonly #snapshot: Snapshot;
  readonly #rules: ElectricalRules;
  readonly #query: WhatIfQuery;

  constructor(headroom: Headroom, rules: ElectricalRules, query: WhatIfQuery) {
    this.#headroom = headroom;
    this.#snapshot = headroom.snapshot;
    this.#rules = rules;
    this.#query = query;
  }

  answer(): WhatIf | Refused {
    const touched = lookUpTouched(this.#snapshot, this.#query);
    const scope = scopeOf(this.#snapshot, touched);
    const early = [...touched.faults, ...this.#seasonFaults(), ...sizeFaults(this.#snapshot, scope)];
    if (early.length > 0) return refused('invalid-request', early);
    const grid = readStudyGrid(this.#snapshot, this.#rules, scope.tops);
    const basis = { snapshot: this.#snapshot, rules: this.#rules, query: this.#query, touched };
    const changed = applyChanges(grid, basis);
    if (changed.faults.length > 0) return refused('invalid-request', changed.faults);
    const before = rootWays(grid.places, grid.ways);
    const after = rootWays(changed.places, changed.ways);
    const faults = switchingFaults({ grid, before, changed, after });
    if (faults.length > 0) return refused('invalid-request', faults);
    return this.#solve({ grid, before, changed, after }, scope, touched);
  }

  #seasonFaults(): QueryFault[] {
    const { season } = this.#query;
    const allowed = knownSeasons(this.#snapshot).flatMap((s) => SEASONS[s] ?? []);
    return season === null || allowed.includes(season)
      ? []
      : [{ pointer: '/season', code: 'not-known', received: season, allowed }];
  }

  #solve(states: TwoStates, scope: Scope, touched: Touched): WhatIf | Refused {
    const { grid, before, changed, after } = states;
    const asked = this.#query.season;
    const season = asked === null ? heaviestSeason(this.#snapshot, grid) : SEASONS.indexOf(asked);
    const loads = baseLoads(this.#snapshot, this.#rules, grid, season);
    const was = solveStudy(grid.places, before, loads);
    const is = solveStudy(changed.places, after, this.#loaded(loads, changed));
    const collapsed = [was, is].find((solved) => 'collapsesAt' in solved);
    if (collapsed !== undefined) return this.#collapse(collapsed.collapsesAt, states);
    if ('collapsesAt' in was || 'collapsesAt' in is)
      throw new Error('a load flow both collapsed and did not');
    const chains = this.#chains(states, touched);
    const told = (state: StateToTell) => gridState(this.#snapshot, scope, grid, state);
    return {
      season: SEASONS[season] ?? 'unspecified',
      before: { ...told({ ways: grid.ways, solved: was, fresh: NOTHING_NEW }), chains: chains.before },
      after: { ...told({ ways: changed.ways, solved: is, fresh: changed.fresh }), chains: chains.after },
      because: this.#because(grid, loads),
    };
  }

  #loaded(base: BaseLoads, { places, loadAt }: ChangedGrid): Pick<BaseLoads, 'kw' | 'kvar'> {
    const [kw, kvar] = [new Float64Array(places.length), new Float64Array(places.length)];
    kw.set(base.kw);
    kvar.set(base.kvar);
    this.#query.loads.forEach((load, i) => {
      const place = loadAt[i] ?? -1;
      kw[place] = (kw[place] ?? 0) + load.kw;
      kvar[place] = (kvar[place] ?? 0) + load.kvar;
    });
    return { kw, kvar };
  }

  #collapse(place: number, { grid, changed }: TwoStates): Refused {
    const [element] = [...grid.placeOf].find(([, at]) => at === place) ?? [];
    const [fresh] = [...changed.fresh].find(([, at]) => at === place) ?? [];
    const received = element === undefined ? (fresh ?? null) : this.#snapshot.farEndId(element);
    const allowed =
      'loads that the lines can carry: the load flow has no solution, and breaks down at this place';
    const pointer = this.#query.loads.length > 0 ? '/loads' : '';
    return refused('load-flow-collapses', [{ pointer, code: 'out-of-range', received, allowed }]);
  }

  #chains(states: TwoStates, { elementOf }: Touched): Record<'before' | 'after', GridState['chains']> {
    const { loads, asOf } = this.#query;
    const ledger = new ChainLedger(this.#headroom, asOf);
    const located = loads.map((load, i) => ({
      ...load,
      element: elementOf.get(load.nodeId) ?? -1,
      place: states.changed.loadAt[i] ?? -1,
    }));
    const once = [...new Map(located.map((load) => [load.nodeId, load])).values()];
    if (once.length === 0) return { before: [], after: [] };
    const moved = new MovedLedger(this.#headroom, asOf, states, located);
    return {
      before: once.flatMap(({ nodeId, element }) =>
        element < 0 ? [] : [{ nodeId, ...ledger.read(element) }],
      ),
      after: once.map(({ nodeId, element, place }) => ({ nodeId, ...moved.chainAt(place, element) })),
    };
  }

  #because({ assumedBusbars, skipped }: StudyGrid, { byDefault }: BaseLoads): Because[] {
    const { busbarVoltagePu, loadPowerFactor } = this.#rules;
    const id = (elements: readonly number[]): string => this.#snapshot.elementId(elements[0] ?? -1);
    return [
      ...assumedBusbars.map((busbar) => ({
        key: 'busbar-voltage-by-default',
        values: { busbarId: this.#snapshot.elementId(busbar), voltagePu: busbarVoltagePu.value },
        rule: null,
      })),
      ...(byDefault.length === 0
        ? []
        : [
            {
              key: 'power-factor-by-default',
              values: { places: byDefault.length, powerFactor: loadPowerFactor.value },
              rule: null,
            },
          ]),
      ...(skipped.length === 0
        ? []
        : [
            {
              key: 'not-gone-through',
              values: { elements: skipped.length, firstElementId: id(skipped) },
              rule: null,
            },
          ]),
    ];
  }
}

/**
 * Ledger and voltages as they are and as they would be with added loads, changed switches and new equipment.
 *
 * The base case holds every feeder at its own peak of one season, with the loads as imported; what is in flight counts in
 * the ledger, not in the load flow. Nothing is kept.
 *
 * @returns a refusal when an id names nothing, a change makes a loop or cuts something off, or the load flow finds no rest.
 * @cost two load flows over all that hangs on the main transformers concerned.
 */
export const whatIf = (headroom: Headroom, rules: ElectricalRules, query: WhatIfQuery): WhatIf | Refused =>
  new Inquiry(headroom, rules, query).answer();
