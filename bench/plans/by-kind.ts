import type { PlanKind } from '../../src/model/plan.ts';
import type { PlanContext } from '../../src/plan/context.ts';
import type { Kind } from '../../src/plan/kinds/kind.ts';
import { KINDS } from '../../src/plan/kinds/kinds.ts';
import { recommend } from '../../src/plan/recommend.ts';
import { median, quantile, table } from '../support/figures.ts';
import type { Measured } from '../support/part.ts';
import type { Drawn } from './demand-mix.ts';

/** What came of a kind's calls. */
interface Calls {
  readonly ms: number[];
  proposals: number;
  /** Plans of the kind in answers, those of counter-offers among them. */
  plans: number;
}

/** A kind as it is, with a clock on every call. */
const clocked =
  (kind: Kind, calls: Calls): Kind =>
  (task, tried) => {
    const from = performance.now();
    const found = kind(task, tried);
    calls.ms.push(performance.now() - from);
    calls.proposals += found.proposals.length;
    return found;
  };

/** Answers every demand with a clock on each kind; the kinds are as they were afterwards. */
function callsOf(context: PlanContext, mix: readonly Drawn[]): Map<PlanKind, Calls> {
  const kinds: Partial<Record<PlanKind, Kind>> = KINDS;
  const before = { ...kinds };
  const all = new Map<PlanKind, Calls>();
  for (const [name, kind] of Object.entries(before) as [PlanKind, Kind][]) {
    const calls: Calls = { ms: [], proposals: 0, plans: 0 };
    all.set(name, calls);
    kinds[name] = clocked(kind, calls);
  }
  try {
    for (const { request } of mix) {
      const { plans, counterOffers } = recommend(context, request);
      for (const { kind } of [...plans, ...counterOffers.map(({ plan }) => plan)]) all.get(kind)!.plans++;
    }
  } finally {
    Object.assign(kinds, before);
  }
  return all;
}

const HEADER = ['kind', 'calls', 'median ms', 'p99 ms', 'all its calls ms', 'proposals', 'plans in answers'];

/**
 * What each kind takes to look around and propose, in the answers to the mix. Kinds share what they find in a request, so
 * the first that looks pays for all; load flows of what could be shown come after the kinds and are none's.
 */
export function byKind(context: PlanContext, mix: readonly Drawn[]): Measured {
  const figures: Record<string, number> = {};
  const rows = [...callsOf(context, mix)].map(([kind, { ms, proposals, plans }]) => {
    figures[`kind.${kind}.calls`] = ms.length;
    figures[`kind.${kind}.plans`] = plans;
    if (ms.length > 0) {
      figures[`kind.${kind}.p50`] = 1000 * median(ms);
      figures[`kind.${kind}.p99`] = 1000 * quantile(ms, 0.99);
    }
    const sum = ms.reduce((a, b) => a + b, 0);
    return [kind, String(ms.length), median(ms), quantile(ms, 0.99), sum, String(proposals), String(plans)];
  });
  return { text: table(HEADER, rows), figures };
}
