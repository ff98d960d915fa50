import type { Supply } from './supply.ts';
import type { Problem } from './problem.ts';
import { suppliedZones } from './trial.ts';

export interface SwitchingStep {
  readonly action: 'open' | 'close';
  readonly switchId: string;
}

/** Steps as they are decided, each switch once. */
class Ordered {
  readonly steps: SwitchingStep[] = [];
  readonly #done = new Set<string>();
  readonly #problem: Problem;

  constructor(problem: Problem) {
    this.#problem = problem;
  }

  /** @param switches by index in the grid. */
  open(switches: readonly number[]): void {
    for (const index of switches) this.#add('open', this.#problem.area.grid.switches[index]?.id ?? '');
  }

  /** @param links by index in the problem. */
  change(action: SwitchingStep['action'], links: readonly number[]): void {
    const { grid } = this.#problem.area;
    for (const at of links) {
      const link = this.#problem.links[at];
      if (link?.kind === 'switch') this.#add(action, grid.switches[link.index]?.id ?? '');
      else for (const id of grid.ties[link?.index ?? -1]?.switchIds ?? []) this.#add(action, id);
    }
  }

  #add(action: SwitchingStep['action'], switchId: string): void {
    if (!this.#done.has(switchId)) this.steps.push({ action, switchId });
    this.#done.add(switchId);
  }
}

/**
 * The steps to a trial, in an order in which no loop ever exists: first what is faulty is cut off, then, supply by supply
 * in the order of the ties, everything around it is opened before anything is closed to it.
 *
 * What is opened before what is closed takes a live zone off for the time between: with the other order two feeders would
 * be joined for a moment, and two substations may not be in phase. Only zones that change their supplier are taken off, and
 * a receiver never carries more than in the end.
 */
export function orderSteps(
  problem: Problem,
  closed: Uint8Array,
  supplies: readonly Supply[],
): SwitchingStep[] {
  const { area, links, boundary, isolation } = problem;
  const fed = suppliedZones(problem, closed);
  const ordered = new Ordered(problem);
  const changed = (normally: boolean): number[] =>
    links.flatMap((link, at) => (link.closed === normally && (closed[at] === 1) !== normally ? [at] : []));
  const toOpen = changed(true);
  const toClose = changed(false);
  const cuts = boundary.filter(({ zone }) => fed[zone] === 1);

  ordered.open(isolation);
  for (const { walk } of supplies) {
    if (walk.link.kind === 'switch') continue;
    const zones = new Set(walk.nodes.flatMap((i) => [area.zoneOfNode[i] ?? -1, area.zoneOfBody[i] ?? -1]));
    const touches = (at: number): boolean => zones.has(links[at]?.a ?? -1) || zones.has(links[at]?.b ?? -1);
    ordered.open(cuts.filter(({ zone }) => zones.has(zone)).map(({ index }) => index));
    ordered.change('open', toOpen.filter(touches));
    ordered.change('close', toClose.filter(touches));
  }
  ordered.open(cuts.map(({ index }) => index));
  ordered.change('open', toOpen);
  ordered.change('close', toClose);
  return ordered.steps;
}
