import type { SupplyRequest } from '../model/demand.ts';
import type { Because, Classification, PlanKind, PlanSet, Rejected } from '../model/plan.ts';
import { classify } from '../policy/classify.ts';
import { type Draft, compose } from './compose.ts';
import type { PlanContext, PlanTask } from './context.ts';
import { NOTHING_TRIED } from './kinds/kind.ts';
import { KINDS } from './kinds/kinds.ts';
import { byRank, feedersOf, rank } from './rank.ts';
import type { Surroundings } from './surroundings.ts';

const NOTHING_FIRST: Because = { key: 'no-plan-of-the-first-choice', values: {}, rule: null };

/** Kinds that change the grid first, so that a demand can be met that does not fit as it is. */
const REMEDIES: readonly PlanKind[] = ['staged'];

/** One plan per kind and feeder: the best ranked. */
function onePerFeeder(drafts: readonly Draft[]): Draft[] {
  const best = new Map<string, Draft>();
  for (const draft of [...drafts].sort(byRank)) {
    const key = `${draft.kind}/${draft.sources.map((source) => source.feederId ?? source.busId ?? source.nodeId).join('+')}`;
    if (!best.has(key)) best.set(key, draft);
  }
  return [...best.values()];
}

/** What has been tried so far. */
class Trial {
  readonly #task: PlanTask;
  readonly drafts: Draft[] = [];
  readonly rejected: Rejected[] = [];

  constructor(task: PlanTask) {
    this.#task = task;
  }

  /** @returns whether any of the kinds gave a plan. */
  run(kinds: readonly PlanKind[]): boolean {
    const tried = kinds.map((kind) => KINDS[kind]?.(this.#task, kinds) ?? NOTHING_TRIED);
    this.rejected.push(...tried.flatMap(({ rejected }) => rejected));
    const found = onePerFeeder(
      tried.flatMap(({ proposals }) => proposals.map((proposal) => compose(this.#task, proposal))),
    );
    this.drafts.push(...found);
    return found.length > 0;
  }

  get feeders(): number {
    return new Set(this.drafts.map(feedersOf)).size;
  }
}

/** Each rejection once, however many kinds of plan met it. */
const once = (rejected: readonly Rejected[]): Rejected[] => [
  ...new Map(rejected.map((one) => [JSON.stringify(one), one])).values(),
];

const byNode = (a: Rejected, b: Rejected): number =>
  (a.nodeId < b.nodeId ? -1 : a.nodeId > b.nodeId ? 1 : 0) ||
  (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0);

/** What the search found changes the class it started with: low voltage that only 10 kV can serve is a 10 kV case. */
function asFound(classification: Classification, trial: Trial, fallback: boolean): Classification {
  const fits = trial.drafts.filter(({ kind }) => kind !== 'hv-referral');
  const supplyKv = fits[0]?.sources[0]?.supplyKv ?? classification.supplyKv;
  const because = fallback ? [...classification.because, NOTHING_FIRST] : classification.because;
  const raised =
    classification.supplyClass === 'lv' &&
    fits.length > 0 &&
    fits.every(({ sources }) => sources.every((source) => source.supplyKv >= 1));
  return {
    ...classification,
    ...(raised ? ({ supplyClass: 'hv-single', onSiteAnswer: false } as const) : {}),
    supplyKv,
    because,
  };
}

/**
 * Plans for one request: the kinds the policy names first; where none fits, those it names otherwise; where fewer feeders
 * than the pack's minimum are found, those that change the grid first; where nothing is found, a referral.
 */
export function plansFor(
  context: PlanContext,
  request: SupplyRequest,
  around: Surroundings,
): Omit<PlanSet, 'counterOffers'> {
  const { classification, brief } = classify(request, context.pack, around.land);
  const trial = new Trial({ ...context, request, brief, around });
  const fallback = !trial.run(brief.kinds) && trial.run(brief.otherwise);
  if (trial.feeders < context.pack.plans.min) trial.run(REMEDIES);
  if (trial.drafts.length === 0) trial.run(['hv-referral']);
  return {
    classification: asFound(classification, trial, fallback),
    plans: rank(trial.drafts, context.pack.plans.min, request.maxPlans),
    rejected: once(trial.rejected).sort(byNode),
  };
}
