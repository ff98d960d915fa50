import type { Ckva } from '../../model/capacity-rules.ts';
import { type Assessment, loadOfNodes } from './assess.ts';
import type { Place, Supply } from './supply.ts';
import { type SwitchingStep, orderSteps } from './order-steps.ts';
import type { Problem, Receiving } from './problem.ts';

/** A feeder or busbar that takes load over, with what is left on it afterwards. */
export interface Receiver extends Receiving {
  /** Worst season of what moves to it, with commitments, 0.01 kVA. */
  readonly movedCkva: Ckva;
  /** Least left over everything known that carries more, 0.01 kVA; `null` = nothing known. */
  readonly marginCkva: Ckva | null;
  readonly binding: Place | null;
  /** What carries more and is of unknown rating or peak: the answer does not vouch for these. */
  readonly unknown: readonly Place[];
  /** Whether its voltages could be told; what is told keeps its limits. */
  readonly voltageKnown: boolean;
  /** Sections moved over each tie, in the order of `ties`. */
  readonly overTie: readonly (readonly number[])[];
}

/** What a trial comes to. */
export interface Outcome {
  readonly receivers: readonly Receiver[];
  readonly steps: readonly SwitchingStep[];
}

const byPlace = (a: Place, b: Place): number =>
  a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.index - b.index;

function placesOf(supplies: readonly Supply[]): Place[] {
  const all = new Map(supplies.flatMap(({ unknown }) => unknown).map((p) => [`${p.kind}/${p.index}`, p]));
  return [...all.values()].sort(byPlace);
}

function tightest(supplies: readonly Supply[]): Pick<Receiver, 'marginCkva' | 'binding'> {
  let least: Pick<Receiver, 'marginCkva' | 'binding'> = { marginCkva: null, binding: null };
  for (const { marginCkva, binding } of supplies)
    if (marginCkva !== null && (least.marginCkva === null || marginCkva < least.marginCkva))
      least = { marginCkva, binding };
  return least;
}

/** A trial in words of the grid. O(nodes moved). */
export function outcomeOf(problem: Problem, assessment: Assessment): Outcome {
  const { trial, supplies, voltageUnknown } = assessment;
  const { area } = problem;
  const sections = (nodes: readonly number[]): number[] => nodes.flatMap((i) => area.elements[i] ?? []);
  const overTies = trial.receivings.filter(({ ties }) => ties.length > 0);
  const receivers = overTies.map((receiving): Receiver => {
    const mine = supplies
      .filter(({ walk }) => walk.link.kind === 'tie' && receiving.ties.includes(walk.link.index))
      .sort((a, b) => a.walk.link.index - b.walk.link.index);
    const nodes = mine.flatMap(({ walk }) => walk.nodes);
    const moved = new Set(receiving.moved);
    return {
      ...receiving,
      movedCkva: loadOfNodes(problem, nodes),
      ...tightest(mine),
      unknown: placesOf(mine),
      voltageKnown: !voltageUnknown.includes(receiving.receiver),
      overTie: mine.map(({ walk }) =>
        sections(walk.nodes)
          .filter((e) => moved.has(e))
          .sort((a, b) => a - b),
      ),
    };
  });
  return { receivers, steps: orderSteps(problem, trial.closed, supplies) };
}
