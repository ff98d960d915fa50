import type { Ckva } from '../../model/capacity-rules.ts';
import { afterLoss } from './after-loss.ts';
import { loadOfNodes } from './assess.ts';
import { type TransferGrid, isSection } from './grid.ts';
import { growTrial } from './grow.ts';
import { DEAD, type TransferOptions } from './problem.ts';
import { type Outcome, outcomeOf } from './report.ts';
import { EXACT_LINKS, tryAll } from './try-all.ts';

/** What is left of supply after an element is lost. */
export interface NMinusOne extends Outcome {
  /** Load that loses supply and is healthy, worst season with commitments, 0.01 kVA; how much is supplied again. */
  readonly lostCkva: Ckva;
  readonly restoredCkva: Ckva;
  /** Whether every healthy node has supply again. */
  readonly complete: boolean;
  /** Sections whose far-end nodes stay without supply although healthy, and those that wait for the repair. */
  readonly dark: readonly number[];
  readonly dead: readonly number[];
  /** `true` = the best of all switchings; `false` = a good one, checked like the best. */
  readonly exact: boolean;
}

/**
 * N-1: the loss of a section, an outlet (or its bay), a busbar or a main transformer, and the switching that gives its
 * load back to as many as possible.
 *
 * A lost section kills its zone until it is repaired; what it fed is healthy and may be fed over ties. A lost outlet or
 * anything above leaves whole feeders healthy. Live zones are never touched. Chosen is what supplies most load, then
 * most nodes, relies on fewest unknown ratings, moves fewest switches, and leaves the largest least margin.
 *
 * @param lost element out of service; its kind says what the outage takes.
 * @cost exact up to `EXACT_LINKS` choices (at most 2^16 trials), beyond that zones · links trials.
 */
export function nMinusOne(grid: TransferGrid, lost: number, options: TransferOptions): NMinusOne {
  const problem = afterLoss(grid, lost, { whole: false, towards: null }, options);
  const { area, status } = problem;
  const exact = problem.links.length <= EXACT_LINKS;
  const best = exact ? tryAll(problem).best : growTrial(problem);
  const fed = new Set(best?.supplies.flatMap(({ walk }) => walk.nodes));
  const sections = (nodes: readonly number[]): number[] => nodes.flatMap((i) => area.elements[i] ?? []);
  return {
    lostCkva: loadOfNodes(problem, problem.free),
    restoredCkva: best?.servedCkva ?? 0,
    complete: problem.free.every((i) => fed.has(i)),
    dark: sections(problem.free.filter((i) => !fed.has(i))),
    dead: area.elements.filter((e, i) => isSection(grid, e) && status[area.zoneOfNode[i] ?? -1] === DEAD),
    exact,
    ...(best === null ? { receivers: [], steps: [] } : outcomeOf(problem, best)),
  };
}
