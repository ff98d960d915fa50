import type { SupplyRequest } from '../model/demand.ts';
import type { Because, PlanKind, PlanSet, Rejected } from '../model/plan.ts';
import { classify } from '../policy/classify.ts';
import { type Draft, compose } from './compose.ts';
import type { PlanContext, PlanTask } from './context.ts';
import { NOTHING_TRIED } from './kinds/kind.ts';
import { KINDS } from './kinds/kinds.ts';
import { byRank, rank } from './rank.ts';
import { Surroundings } from './surroundings.ts';

const NOTHING_FIRST: Because = { key: 'no-plan-of-the-first-choice', values: {}, rule: null };

/** One plan per kind and feeder: the best ranked. */
function onePerFeeder(drafts: readonly Draft[]): Draft[] {
  const best = new Map<string, Draft>();
  for (const draft of [...drafts].sort(byRank)) {
    const key = `${draft.kind}/${draft.sources.map((source) => source.feederId ?? source.busId ?? source.nodeId).join('+')}`;
    if (!best.has(key)) best.set(key, draft);
  }
  return [...best.values()];
}

/** Each rejection once, however many kinds of plan met it. */
const once = (rejected: readonly Rejected[]): Rejected[] => [
  ...new Map(rejected.map((one) => [JSON.stringify(one), one])).values(),
];

function tryKinds(task: PlanTask, kinds: readonly PlanKind[]): { drafts: Draft[]; rejected: Rejected[] } {
  const round: PlanTask = { ...task, brief: { ...task.brief, kinds } };
  const tried = kinds.map((kind) => KINDS[kind]?.(round) ?? NOTHING_TRIED);
  const drafts = tried.flatMap(({ proposals }) => proposals.map((proposal) => compose(task, proposal)));
  return { drafts: onePerFeeder(drafts), rejected: tried.flatMap(({ rejected }) => rejected) };
}

/**
 * The one entry: every way to supply a demand at a place, checked, priced and ranked, with what was rejected and why.
 *
 * Pure: the same snapshot, ledger version, pack, catalogue and request give the same answer, whatever thread asks.
 *
 * @cost O(sources in reach · log) for the search; one chain and one bill per plan considered.
 */
export function recommend(context: PlanContext, request: SupplyRequest): PlanSet {
  const { classification, brief } = classify(request, context.pack);
  const around = new Surroundings(context.headroom.snapshot, request.site);
  const task: PlanTask = { ...context, request, brief, around };
  const first = tryKinds(task, brief.kinds);
  const second = first.drafts.length === 0 ? tryKinds(task, brief.otherwise) : { drafts: [], rejected: [] };
  const plans = rank([...first.drafts, ...second.drafts], context.pack.plans.min, request.maxPlans);
  const rejected = once([...first.rejected, ...second.rejected]).sort(
    (a, b) =>
      (a.nodeId < b.nodeId ? -1 : a.nodeId > b.nodeId ? 1 : 0) ||
      (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0),
  );
  const fallback = second.drafts.length > 0;
  const supplyKv = [...first.drafts, ...second.drafts][0]?.sources[0]?.supplyKv ?? classification.supplyKv;
  const because = fallback ? [...classification.because, NOTHING_FIRST] : classification.because;
  const staysLow = second.drafts.some(({ metering }) => metering.mode === 'lv-supply-lv-metering');
  const instead =
    fallback && !staysLow && classification.supplyClass === 'lv'
      ? ({ supplyClass: 'hv-single', onSiteAnswer: false } as const)
      : {};
  return { classification: { ...classification, ...instead, supplyKv, because }, plans, rejected };
}
