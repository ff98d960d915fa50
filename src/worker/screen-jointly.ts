import { holdOf } from '../model/hold-of.ts';
import type { JointAnswer, JointAsk, ScreenedHold, ScreenedSite, ScreeningSite } from '../model/screening.ts';
import type { PlanContext } from '../plan/context.ts';
import { addCases } from '../snapshot/apply-ledger-changes.ts';
import { encodePlan } from './encode.ts';
import { type BestPlan, Screener } from './screen.ts';

/** Counts what a plan holds on the copy. @throws Error where it has no place for the room kept behind other feeders. */
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
    origin: 'jiedian',
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

/**
 * Screens sites one after the other on a copy of the grid, each with the plans of those before it counted as if they were
 * chosen.
 *
 * @param ledgerVersion of the record when the copy was made.
 * @param isWanted asked before each site; where it says no, nothing is given.
 */
export function screenJointly(
  context: PlanContext,
  joint: JointAsk,
  ledgerVersion: number,
  isWanted: () => boolean,
): JointAnswer | null {
  for (const part of joint.earlier)
    for (const holds of JSON.parse(part) as JointAnswer['holds']) count(context, holds);
  const [rows, holds]: [ScreenedSite[], ScreenedHold[][]] = [[], []];
  const screener = new Screener(context, joint, (site, best) => {
    const own = holdsOf(joint, site, best);
    if (own.length === 0) return;
    count(context, own);
    holds.push([...own]);
  });
  for (const site of JSON.parse(joint.sites) as readonly ScreeningSite[]) {
    if (!isWanted()) return null;
    const row = screener.screen(site);
    rows.push(row.ledgerVersion === null ? row : Object.assign({}, row, { ledgerVersion }));
  }
  return { rows, holds };
}
