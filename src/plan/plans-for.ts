import type { SupplyRequest } from '../model/demand.ts';
import type { Because, Classification, PlanKind, PlanSet, Rejected } from '../model/plan.ts';
import { classify } from '../policy/classify.ts';
import type { PlanContext, PlanTask } from './context.ts';
import { Draft } from './draft.ts';
import { fitsAsAsked } from './fits-as-asked.ts';
import { briefInSizes, saidInSizes } from './in-standard-sizes.ts';
import { NOTHING_TRIED, type Tried } from './kinds/kind.ts';
import { KINDS } from './kinds/kinds.ts';
import { choose, rank } from './rank.ts';
import { type Settled, settle } from './settle.ts';
import type { Surroundings } from './surroundings.ts';
import { type Missed, toRejected } from './ways/candidate.ts';

const NOTHING_FIRST: Because = { key: 'no-plan-of-the-first-choice', values: {}, rule: null };

/** Kinds that change the grid first, so that a demand can be met that does not fit as it is; what costs least first. */
const REMEDIES: readonly PlanKind[] = ['load-transfer', 'staged'];

/** What has been tried so far. */
class Trial {
  readonly #task: PlanTask;
  readonly #tried: PlanKind[] = [];
  readonly #found: Tried[] = [];
  readonly #missed: Missed[] = [];
  #settled: Settled;

  constructor(task: PlanTask) {
    this.#task = task;
    this.#settled = { standing: [], chosen: { shown: [], undominated: [] }, missed: [] };
  }

  /** @returns whether any of the kinds gave a plan. */
  run(kinds: readonly PlanKind[]): boolean {
    this.#tried.push(...kinds);
    const found = kinds.map((kind) => KINDS[kind]?.(this.#task, this.#tried) ?? NOTHING_TRIED);
    const drafts = found.flatMap(({ proposals }) =>
      proposals.map((proposal) => new Draft(this.#task, proposal)),
    );
    const before = this.#settled.standing;
    const { pack, request } = this.#task;
    // Enough for the pack's minimum even where fewer are asked for: how many feeders fit decides what is tried next.
    const howMany = { min: pack.plans.min, max: Math.max(pack.plans.min, request.maxPlans) };
    this.#settled = settle([...before, ...drafts], howMany);
    this.#found.push(...found);
    this.#missed.push(...this.#settled.missed);
    return this.#settled.standing.length > before.length;
  }

  /** Feeders of the plans that could be shown; fewer than the pack's minimum only where no more fit. */
  get feeders(): number {
    return new Set(this.#settled.chosen.shown.map(({ feeders }) => feeders)).size;
  }

  get shown(): readonly Draft[] {
    return this.#settled.chosen.shown;
  }

  /** Whether anything gives what was asked on the grid as it is. */
  get fits(): boolean {
    return this.shown.some(fitsAsAsked);
  }

  plans(): PlanSet['plans'] {
    const { pack, request } = this.#task;
    return rank(choose(this.#settled.standing, { min: pack.plans.min, max: request.maxPlans }));
  }

  /** Each rejection once, however many kinds of plan met it. */
  rejected(): Rejected[] {
    const missed = [...this.#found.flatMap((one) => one.missed), ...this.#missed];
    const all = missed.map((one) => toRejected(this.#task, one));
    const once = new Map(all.map((one) => [JSON.stringify(one), one]));
    return [...once.values()].sort(byNode);
  }
}

const byNode = (a: Rejected, b: Rejected): number =>
  (a.nodeId < b.nodeId ? -1 : a.nodeId > b.nodeId ? 1 : 0) ||
  (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0);

/** What the search found changes the class it started with: low voltage that only 10 kV can serve is a 10 kV case. */
function asFound(classification: Classification, shown: readonly Draft[], fallback: boolean): Classification {
  const fits = shown.filter(({ kind }) => kind !== 'hv-referral');
  const supplyKv = fits[0]?.supplyKv[0] ?? classification.supplyKv;
  const because = fallback ? [...classification.because, NOTHING_FIRST] : classification.because;
  const raised =
    classification.supplyClass === 'lv' &&
    fits.length > 0 &&
    fits.every((draft) => draft.supplyKv.every((kv) => kv >= 1));
  return {
    ...classification,
    ...(raised ? ({ supplyClass: 'hv-single', onSiteAnswer: false } as const) : {}),
    supplyKv,
    because,
  };
}

/** Plans for one request, without what could be had instead. */
export interface Found {
  readonly classification: Classification;
  readonly plans: PlanSet['plans'];
  /** Spelled out only where somebody reads it: a city has hundreds of sources in reach. */
  readonly rejected: () => Rejected[];
}

/**
 * Plans for one request: the kinds the policy names first; where none fits, those it names otherwise; where fewer feeders
 * than the pack's minimum are found, first what switching makes room for, then what works on the grid do; where nothing
 * is found, a referral.
 *
 * @param asAsked whether only plans that fit as asked are wanted: where there is none, no other is looked for either.
 */
export function plansFor(
  context: PlanContext,
  request: SupplyRequest,
  { around, asAsked = false }: { readonly around: Surroundings; readonly asAsked?: boolean },
): Found {
  const { classification: asked, brief: wanted, known } = classify(request, context.pack, around.land);
  const brief = briefInSizes({ request, ...context }, wanted);
  const classification = saidInSizes(asked, wanted, brief);
  const trial = new Trial({ request, brief, known, around, notebook: new Map(), ...context });
  const fallback = !trial.run(brief.kinds) && trial.run(brief.otherwise);
  for (const remedy of REMEDIES) {
    const isInVain = asAsked && !fitsAsAsked({ kind: remedy }) && !trial.fits;
    if (isInVain) return { classification, plans: [], rejected: () => trial.rejected() };
    if (trial.feeders < context.pack.plans.min) trial.run([remedy]);
  }
  if (trial.feeders === 0) trial.run(['hv-referral']);
  return {
    classification: asFound(classification, trial.shown, fallback),
    plans: trial.plans(),
    rejected: () => trial.rejected(),
  };
}
