import type { SupplyRequest } from '../model/demand.ts';
import type { Because, PlanKind, PlanSet, Rejected } from '../model/plan.ts';
import { classify } from '../policy/classify.ts';
import { type Candidate, lookAround, reject } from './candidates.ts';
import { type Draft, compose } from './compose.ts';
import type { PlanContext, PlanTask } from './context.ts';
import { type CheckedCandidate, checkElectrically } from './electrical-check.ts';
import { byRank, rank } from './rank.ts';

const NOTHING_FIRST: Because = { key: 'no-plan-of-the-first-choice', values: {}, rule: null };

/**
 * The nearest candidate of each kind, feeder and way of laying that also passes the electrical check: among alike works
 * the shortest is the cheapest, so nothing further away needs a load flow.
 */
function nearestPerFeeder(
  task: PlanTask,
  candidates: readonly Candidate[],
): { nearest: CheckedCandidate[]; rejected: Rejected[] } {
  const { snapshot } = task.headroom;
  const nearest = new Map<string, CheckedCandidate>();
  const rejected: Rejected[] = [];
  for (const candidate of candidates) {
    const element = snapshot.elementOf(candidate.source);
    // A new outlet has no feeder yet: each busbar is an alternative of its own.
    const feeder = snapshot.feederIdOf(element) ?? `busbar ${snapshot.elementId(element)}`;
    const key = [candidate.kind, candidate.laying, snapshot.sourceKind(candidate.source), feeder].join('/');
    if (nearest.has(key)) continue;
    const checked = checkElectrically(task, candidate);
    if ('code' in checked) rejected.push(reject(task, candidate.kind, candidate.source, checked));
    else nearest.set(key, checked);
  }
  return { nearest: [...nearest.values()], rejected };
}

/** One plan per kind and feeder: the best ranked. */
function onePerFeeder(drafts: readonly Draft[]): Draft[] {
  const best = new Map<string, Draft>();
  for (const draft of [...drafts].sort(byRank)) {
    const key = `${draft.kind}/${draft.sources.map((source) => source.feederId ?? source.busId ?? source.nodeId).join('+')}`;
    if (!best.has(key)) best.set(key, draft);
  }
  return [...best.values()];
}

function tryKinds(task: PlanTask, kinds: readonly PlanKind[]): { drafts: Draft[]; rejected: Rejected[] } {
  const around = lookAround(task, kinds);
  const { nearest, rejected } = nearestPerFeeder(task, around.candidates);
  const drafts = nearest.map((candidate) => compose(task, candidate));
  return { drafts: onePerFeeder(drafts), rejected: [...around.rejected, ...rejected] };
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
  const task: PlanTask = { ...context, request, brief };
  const kinds = brief.wantsDedicated ? [...brief.kinds, ...brief.otherwise] : brief.kinds;
  const first = tryKinds(task, kinds);
  const second =
    first.drafts.length === 0 && !brief.wantsDedicated
      ? tryKinds(task, brief.otherwise)
      : { drafts: [], rejected: [] };
  const plans = rank([...first.drafts, ...second.drafts], context.pack.plans.min, request.maxPlans);
  const rejected = [...first.rejected, ...second.rejected].sort(
    (a, b) =>
      (a.nodeId < b.nodeId ? -1 : a.nodeId > b.nodeId ? 1 : 0) ||
      (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0),
  );
  const fallback = second.drafts.length > 0;
  const supplyKv = [...first.drafts, ...second.drafts][0]?.sources[0]?.supplyKv ?? classification.supplyKv;
  const because = fallback ? [...classification.because, NOTHING_FIRST] : classification.because;
  const instead =
    fallback && classification.supplyClass === 'lv'
      ? ({ supplyClass: 'hv-single', onSiteAnswer: false } as const)
      : {};
  return { classification: { ...classification, ...instead, supplyKv, because }, plans, rejected };
}
