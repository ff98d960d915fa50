import type { Waiting } from '../model/queue-book.ts';

/** Applications that ask for works, and what they cannot have before. */
interface Asking {
  readonly applications: number;
  readonly waitingKva: number;
}

/** Works that an element of the public grid is asked to get. */
export interface Reinforcement {
  /** `kind/id`. */
  readonly element: string;
  /** What is to be done to it, each way once. */
  readonly remedies: readonly string[];
  readonly chosen: Asking;
  readonly offered: Asking;
  /** Likely cost on the public grid of the cheapest plan that asks for it, yuan, and what that plan rebuilds besides. */
  readonly likelyYuan: number;
  readonly together: readonly string[];
}

type ShortPlan = Waiting['shortage']['plans'][number];

interface Ask {
  readonly element: string;
  readonly remedy: string;
  readonly plan: ShortPlan;
  readonly isChosen: boolean;
}

/** The works of a chosen plan, or of the offered ones: for each element the first plan that asks for it. */
function asksOf({ shortage, planId }: Waiting): Ask[] {
  const plans = shortage.plans.filter((plan) => planId === null || plan.planId === planId);
  const asks = new Map<string, Ask>();
  for (const plan of plans)
    for (const { element, remedy } of plan.works)
      if (!asks.has(element)) asks.set(element, { element, remedy, plan, isChosen: planId !== null });
  return [...asks.values()];
}

const asking = (asks: readonly Ask[]): Asking => ({
  applications: asks.length,
  waitingKva:
    asks.reduce((sum, { plan }) => sum + Math.round((plan.suppliesKva - plan.atOnceKva) * 100), 0) / 100,
});

function summed(element: string, asks: readonly Ask[]): Reinforcement {
  const cheapest = asks.reduce((a, b) => (b.plan.gridYuan < a.plan.gridYuan ? b : a));
  return {
    element,
    remedies: [...new Set(asks.map(({ remedy }) => remedy))].sort(),
    chosen: asking(asks.filter(({ isChosen }) => isChosen)),
    offered: asking(asks.filter(({ isChosen }) => !isChosen)),
    likelyYuan: cheapest.plan.gridYuan,
    together: cheapest.plan.works.map((work) => work.element).filter((other) => other !== element),
  };
}

/**
 * Works that staged plans ask for, by element: most chosen capacity first, then most offered, then by id. Several
 * applications for one place are one, the first.
 */
export function reinforcement(short: readonly Waiting[]): readonly Reinforcement[] {
  const sites = new Map(short.map((one) => [one.site, one] as const).reverse());
  const byElement = new Map<string, Ask[]>();
  for (const ask of [...sites.values()].flatMap(asksOf))
    byElement.set(ask.element, [...(byElement.get(ask.element) ?? []), ask]);
  return [...byElement]
    .map(([element, asks]) => summed(element, asks))
    .sort(
      (a, b) =>
        b.chosen.waitingKva - a.chosen.waitingKva ||
        b.offered.waitingKva - a.offered.waitingKva ||
        (a.element < b.element ? -1 : 1),
    );
}
