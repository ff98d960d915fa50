import { supplyPlansBody } from '../contract/supply-plans-request.ts';
import { toRequest } from '../contract/to-request.ts';
import { placeInWgs84 } from '../contract/to-wgs84.ts';
import type { SupplyRequest } from '../model/demand.ts';
import { toYuan } from '../model/money.ts';
import type { Bill, Plan, PlanSet, PlanSource, Rejected } from '../model/plan.ts';
import { EXTENT_MARGIN_M } from '../model/region-extent.ts';
import {
  type Outcome,
  type ScreenAsk,
  type ScreenedSite,
  type ScreeningSite,
  type SiteDefect,
  emptyRow,
} from '../model/screening.ts';
import type { PlanContext } from '../plan/context.ts';
import { fitsAsAsked } from '../plan/fits-as-asked.ts';
import { recommend } from '../plan/recommend.ts';
import { distanceToHullM } from '../snapshot/extent.ts';
import { UnfinishedColumns } from '../snapshot/ledger-version.ts';

/** A plan set, and the ledger version it rests on. */
interface Found {
  readonly set: PlanSet;
  readonly ledgerVersion: number;
}

/** The plan that a site's row is about. */
export interface BestPlan {
  readonly outcome: Outcome;
  readonly plan: Plan;
  readonly request: SupplyRequest;
}

/** Searches again when the ledger moved meanwhile, so that no site's answer mixes two states. */
function plansAt(context: PlanContext, request: SupplyRequest): Found {
  for (;;) {
    const ledgerVersion = context.headroom.refresh();
    const set = recommend(context, request);
    if (context.headroom.snapshot.ledgerVersion === ledgerVersion) return { set, ledgerVersion };
  }
}

/** The commonest reason for which sources were not taken; of equally common ones the first by name. */
function commonest(rejected: readonly Rejected[]): string {
  const counts = new Map<string, number>();
  for (const { code } of rejected) counts.set(code, (counts.get(code) ?? 0) + 1);
  const [first] = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return first?.[0] ?? 'no-source-in-radius';
}

function outcomeOf(best: Plan | undefined): Outcome {
  if (best === undefined) return 'none';
  if (fitsAsAsked(best)) return 'fits';
  return best.kind === 'staged' ? 'staged' : 'referral';
}

const largest = ({ counterOffers }: PlanSet): number | null =>
  counterOffers.length === 0 ? null : Math.max(...counterOffers.map(({ plan }) => plan.suppliesKva));

/** What a row says of where its plan takes the supply; of a referral nothing. */
const ofSource = ({
  feederId,
  substationId,
  nodeId,
  nodeKind,
  distanceM,
  route,
  chain,
  electrical,
}: PlanSource) => ({
  feederId,
  substationId,
  nodeId,
  nodeKind,
  distanceM,
  routeM: route.lengthM,
  bindingElementId: chain.bindingElementId,
  leftKva: chain.openKnownKva,
  minVoltagePu: electrical?.minVoltagePu ?? null,
  maxLoadingPercent: electrical?.maxLoadingPercent ?? null,
});

/** What a row says of a bill; of one that is not the cost of the whole nothing. */
const ofBill = ({ lowFen, likelyFen, highFen, payers }: Bill) => ({
  lowYuan: toYuan(lowFen),
  likelyYuan: toYuan(likelyFen),
  highYuan: toYuan(highFen),
  utilityYuan: toYuan(payers.utility),
  governmentYuan: toYuan(payers.government),
  customerYuan: toYuan(payers.customer),
  sharedYuan: toYuan(payers.shared),
  undecidedYuan: toYuan(payers.undecided),
});

/** What a row says of its plan. */
function ofPlan({ id, rank, kind, suppliesKva, grade, bill, priced, totalCalendarDays, sources }: Plan) {
  const [main] = sources;
  return {
    planId: id,
    rank,
    kind,
    suppliesKva,
    grade,
    totalCalendarDays,
    ...(main === undefined ? {} : ofSource(main)),
    ...(priced ? ofBill(bill) : {}),
  };
}

function rowOf(
  { line, id }: ScreeningSite,
  { best, set, ledgerVersion }: Found & { readonly best: Plan | undefined },
  { context, request }: { readonly context: PlanContext; readonly request: SupplyRequest },
): ScreenedSite {
  const outcome = outcomeOf(best);
  return {
    ...emptyRow(line, id, outcome),
    ...request.site,
    ...(best === undefined ? {} : ofPlan(best)),
    reason: outcome === 'fits' ? null : commonest(set.rejected),
    plans: set.plans.length,
    counterKva: largest(set),
    snapshotVersion: context.headroom.snapshot.meta.version,
    ledgerVersion,
  };
}

const inWords = ({ column, received, allowed }: SiteDefect): string =>
  [
    column ?? 'row',
    received === null ? 'received nothing' : `received ${String(received)}`,
    ...(allowed === null
      ? []
      : [`allowed: ${Array.isArray(allowed) ? allowed.join(', ') : String(allowed)}`]),
  ].join(', ');

/** Screens the sites of one region, each as `POST /v1/supply-plans` would answer it. */
export class Screener {
  readonly #context: PlanContext;
  readonly #ask: Pick<ScreenAsk, 'region' | 'terms'>;
  readonly #onBest: (site: ScreeningSite, best: BestPlan) => void;

  /** @param onBest is told of each site's plan before its row is given; what it throws is the site's fault. */
  constructor(
    context: PlanContext,
    ask: Pick<ScreenAsk, 'region' | 'terms'>,
    onBest: (site: ScreeningSite, best: BestPlan) => void = () => undefined,
  ) {
    [this.#context, this.#ask, this.#onBest] = [context, ask, onBest];
  }

  /**
   * One site's row. What goes wrong with one site is said in its row, and the others go on.
   *
   * @throws UnfinishedColumns where the region's figures are being loaded anew.
   */
  screen(site: ScreeningSite): ScreenedSite {
    const { line, id } = site;
    if (!('body' in site)) {
      const [first] = site.defects;
      const detail = site.defects.map(inWords).join('; ');
      return { ...emptyRow(line, id, 'refused'), reason: first?.code ?? null, detail };
    }
    try {
      return this.#answer(site, site.body);
    } catch (error) {
      if (error instanceof UnfinishedColumns) throw error;
      const detail = error instanceof Error ? error.message : String(error);
      return { ...emptyRow(line, id, 'fault'), reason: 'internal', detail };
    }
  }

  #answer(site: ScreeningSite, given: unknown): ScreenedSite {
    const { region, terms } = this.#ask;
    const body = supplyPlansBody.parse(given);
    if (!('crs' in body.site)) throw new Error('an address was not looked up');
    const place = placeInWgs84(body.site);
    const { hull } = this.#context.headroom.snapshot;
    if (hull.length === 0 || distanceToHullM(hull, place) > EXTENT_MARGIN_M)
      return { ...emptyRow(site.line, site.id, 'refused'), ...place, reason: 'outside-every-region' };
    const settled = { region, site: place, siteAddress: null, statedBy: terms.statedBy, today: terms.asOf };
    const request = { ...toRequest(body, settled), policy: terms.policy };
    const found = plansAt(this.#context, request);
    const { plans } = found.set;
    const best = plans.find(fitsAsAsked) ?? plans[0];
    if (best !== undefined) this.#onBest(site, { outcome: outcomeOf(best), plan: best, request });
    return rowOf(site, { best, ...found }, { context: this.#context, request });
  }
}
