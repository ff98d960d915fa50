import { holdOf } from '../model/hold-of.ts';
import type { JointAnswer, JointAsk, ScreenedHold, ScreenedSite, ScreeningSite } from '../model/screening.ts';
import type { PlanContext } from '../plan/context.ts';
import { addCases } from '../snapshot/apply-ledger-changes.ts';
import { encodePlan } from './encode.ts';
import { type BestPlan, Screener } from './screen.ts';

/** Why a site of a joint screening has no plan for what was asked, where it had one without the others. */
export const TAKEN = 'taken-by-earlier-sites';

/** Counts what a plan holds. @throws Error where there is no place for the room kept behind other feeders. */
function count({ headroom }: PlanContext, holds: readonly ScreenedHold[]): void {
  if (!addCases(headroom.snapshot, headroom.rules, holds))
    throw new Error('there is no place left for the room that plans keep behind other feeders');
}

/** What a plan holds as if it were chosen. What is beyond these rules holds nothing: nobody knows where. */
function holdsOf(
  { screeningId, terms }: JointAsk,
  { line }: ScreeningSite,
  { outcome, plan, request }: BestPlan,
): readonly ScreenedHold[] {
  if (outcome === 'referral') return [];
  return holdOf(encodePlan(plan), request.customer.category).held.map((one, i): ScreenedHold => ({
    id: `${screeningId}/${line}/${i}`,
    origin: 'service',
    at_kind: one.kind,
    at_id: one.id,
    kva: one.kva,
    committed_on: terms.asOf,
    connected_on: null,
    external_number: null,
    category: one.category,
    purpose: one.purpose,
    for_element: one.forElement,
  }));
}

/** Sites of a joint screening, one after the other, each with the plans of those before it counted as if they were chosen. */
export class InTurn {
  readonly #counted: PlanContext;
  readonly #alone: PlanContext;
  readonly #ledgerVersion: number;

  /**
   * @param counted a context with a ledger of its own.
   * @param alone the same state with another ledger, on which nothing is counted: it says what a site has without the others.
   */
  constructor(counted: PlanContext, alone: PlanContext) {
    [this.#counted, this.#alone] = [counted, alone];
    this.#ledgerVersion = alone.headroom.snapshot.shownLedgerVersion;
  }

  /**
   * @param isWanted asked before each site; where it says no, nothing is given.
   * @throws UnfinishedColumns where the region's figures were being loaded anew.
   */
  screen(joint: JointAsk, isWanted: () => boolean): JointAnswer | null {
    for (const part of joint.earlier)
      for (const holds of JSON.parse(part) as JointAnswer['holds']) count(this.#counted, holds);
    const alone = new Screener(this.#alone, joint);
    const rows: ScreenedSite[] = [];
    const holds: (readonly ScreenedHold[])[] = [];
    const screener = new Screener(this.#counted, joint, (site, best) => {
      const own = holdsOf(joint, site, best);
      if (own.length === 0) return;
      count(this.#counted, own);
      holds.push(own);
    });
    for (const site of JSON.parse(joint.sites) as readonly ScreeningSite[]) {
      if (!isWanted()) return null;
      const row = screener.screen(site);
      rows.push(this.#told(row, () => alone.screen(site)));
    }
    return { rows, holds };
  }

  /** The row as it is told: of the record's state, and with the element whose room is gone where earlier sites took it. */
  #told(row: ScreenedSite, alone: () => ScreenedSite): ScreenedSite {
    if (row.ledgerVersion === null) return row;
    const told = Object.assign({}, row, { ledgerVersion: this.#ledgerVersion });
    if (row.outcome === 'fits') return told;
    const { outcome, bindingElementId } = alone();
    if (outcome !== 'fits') return told;
    return Object.assign(told, { reason: TAKEN, bindingElementId: row.bindingElementId ?? bindingElementId });
  }
}
