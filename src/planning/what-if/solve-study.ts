import { BranchFlows, branchFlows } from '../../electric/branch-flows.ts';
import { LoadFlowState, loadFlow } from '../../electric/load-flow.ts';
import { toPerUnit } from '../../electric/to-per-unit.ts';
import type { Rooted } from './root-ways.ts';
import type { Place } from './study-grid.ts';

const BASE_KVA = 1000;

/** Consumption per place, kW and kvar; generation is negative. */
interface Consumption {
  readonly kw: Float64Array;
  readonly kvar: Float64Array;
}

/** What flows in a way; a way that nothing feeds carries nothing. */
export interface WayFlow {
  readonly currentA: number;
  /** NaN = rating unknown. */
  readonly loadingPercent: number;
  readonly lossKw: number;
}

/** A study's load flow. */
export interface Solved {
  /** Voltage of each place, pu; NaN where nothing feeds it. */
  readonly voltagePu: Float64Array;
  readonly flowOf: ReadonlyMap<number, WayFlow>;
}

/**
 * Load flow of a rooted part of a grid.
 *
 * @returns the place where it breaks down, where it finds no rest.
 * @cost O(nodes · turns).
 */
export function solveStudy(
  places: readonly Place[],
  rooted: Rooted,
  loads: Consumption,
): Solved | { readonly collapsesAt: number } {
  const { nodes, placeAt, wayAt } = rooted;
  const voltagePu = new Float64Array(places.length).fill(NaN);
  const flowOf = new Map<number, WayFlow>();
  if (nodes.length === 0) return { voltagePu, flowOf };
  const network = toPerUnit(nodes, BASE_KVA);
  const column = (of: (place: number) => number): Float64Array =>
    Float64Array.from(placeAt, (place) => (place < 0 ? 0 : of(place)));
  const point = {
    sourcePu: column((place) => places[place]?.heldPu ?? 0),
    kw: column((place) => loads.kw[place] ?? 0),
    kvar: column((place) => loads.kvar[place] ?? 0),
    zip: null,
  };
  const state = new LoadFlowState(network.size);
  const { converged, worstNode } = loadFlow(network, point, state);
  if (!converged) return { collapsesAt: placeAt[worstNode] ?? -1 };
  const flows = branchFlows(network, state, new BranchFlows(network.size));
  placeAt.forEach((place, i) => {
    if (place >= 0) voltagePu[place] = state.voltagePu(i);
    const way = wayAt[i] ?? -1;
    if (way < 0) return;
    flowOf.set(way, {
      currentA: Math.max(flows.parentA[i] ?? 0, flows.childA[i] ?? 0),
      loadingPercent: flows.loadingPercent[i] ?? NaN,
      lossKw: (flows.parentKw[i] ?? 0) - (flows.childKw[i] ?? 0),
    });
  });
  return { voltagePu, flowOf };
}
