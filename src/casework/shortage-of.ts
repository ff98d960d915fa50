import type { AskedWork, Shortage } from '../model/queue-book.ts';
import { atOnceKva } from '../model/at-once-kva.ts';

/** What is read of a plan that gives less, or later. */
export interface ShortPlan {
  readonly id: string;
  readonly kind: string;
  readonly suppliesKva: number;
  readonly sources: readonly {
    readonly chain: readonly { readonly elementId: string; readonly kind: string }[];
    readonly bindingElementId: string | null;
  }[];
  readonly stages: readonly { readonly capacityKva: number; readonly works: readonly string[] }[];
  readonly because: readonly { readonly key: string; readonly values: Readonly<Record<string, unknown>> }[];
  readonly cost: { readonly lines: readonly { readonly side: string; readonly likelyYuan: number }[] };
}

/** What is read of a finished answer about supply plans, which is JSON of the contract. */
export interface ShortAnswer {
  readonly plans: readonly ShortPlan[];
  readonly counterOffers: readonly { readonly plan: ShortPlan }[];
}

/** Kinds that do not give what was asked at once, on the grid as it is. */
const NOT_AT_ONCE: readonly string[] = ['staged', 'hv-referral'];

/** Whether plans give all that was asked at once. */
export const givesAtOnce = (plans: readonly Pick<ShortPlan, 'kind'>[]): boolean =>
  plans.some(({ kind }) => !NOT_AT_ONCE.includes(kind));

/** The works a staged plan names among its reasons. */
const worksIn = ({ because }: ShortPlan): AskedWork[] =>
  because
    .filter(({ key }) => key === 'limit-reinforced')
    .map(({ values }) => ({
      element: `${String(values['kind'])}/${String(values['elementId'])}`,
      remedy: String(values['remedy']),
    }));

/** What binds a smaller plan is what the rest would need. */
const bindingOf = ({ sources }: ShortPlan): string[] =>
  sources.flatMap(({ chain, bindingElementId }) =>
    chain
      .filter(({ elementId }) => elementId === bindingElementId)
      .map(({ kind, elementId }) => `${kind}/${elementId}`),
  );

const gridYuanOf = ({ cost }: ShortPlan): number =>
  cost.lines
    .filter(({ side }) => side === 'grid')
    .reduce((fen, { likelyYuan }) => fen + Math.round(likelyYuan * 100), 0) / 100;

/**
 * What an answer could not give at once: its staged plans name the elements that lack room and the works that lift them,
 * its counter-offers the elements that bind them.
 *
 * @returns `null` where something fits as asked, or where no element is named.
 */
export function shortageOf({ plans, counterOffers }: ShortAnswer, statedKva: number | null): Shortage | null {
  if (givesAtOnce(plans)) return null;
  const staged = plans.filter(({ kind }) => kind === 'staged');
  const smaller = counterOffers.map(({ plan }) => plan);
  const elements = [
    ...staged.flatMap((plan) => worksIn(plan).map(({ element }) => element)),
    ...smaller.flatMap(bindingOf),
  ];
  if (elements.length === 0) return null;
  return {
    askedKva: statedKva ?? staged[0]?.suppliesKva ?? null,
    elements: [...new Set(elements)].sort(),
    plans: [...staged, ...smaller].map((plan) => ({
      planId: plan.id,
      atOnceKva: atOnceKva(plan),
      suppliesKva: plan.suppliesKva,
      works: worksIn(plan),
      gridYuan: gridYuanOf(plan),
    })),
  };
}
