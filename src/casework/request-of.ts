import type { Application, CaseRows } from '../model/case-book.ts';
import type { SupplyRequest } from '../model/demand.ts';
import { wordOf } from './stated-facts.ts';
import { surveyedPlaces } from './survey-decision.ts';

/** For whom and for which day plans are made. */
export interface Asking {
  /** ISO day, Asia/Shanghai. */
  readonly asOf: string;
  /** Whether whoever reads the answer learns no more than standard sizes. */
  readonly isCustomer: boolean;
}

/** What is asked for an application: what was applied for, with what staff has verified and a survey has found. */
export const requestOf = (
  { request, verified, survey }: Pick<Application, 'request' | 'verified' | 'survey'>,
  { asOf, isCustomer }: Asking,
): SupplyRequest => ({
  ...request,
  surveyed: surveyedPlaces(survey),
  asOf,
  statedBy: wordOf(request.customer, verified),
  ...(isCustomer ? { sizes: 'standard' } : {}),
});

/**
 * The same as if the case were not in its own way: neither what the company's books promise it nor what it holds itself.
 *
 * @param rows what the ledger counts as the case.
 * @param keep what of it stays beside the plan.
 */
export const besideOwn = (
  request: SupplyRequest,
  rows: CaseRows,
  keep: (row: CaseRows[number]) => boolean = () => false,
): SupplyRequest =>
  rows.length === 0 ? request : { ...request, own: { counted: rows, kept: rows.filter(keep) } };
