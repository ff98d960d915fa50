import type { CaseRequest } from '../model/case-book.ts';
import type { Place } from '../model/geometry.ts';
import type { SupplyPlansBody } from './supply-plans-request.ts';
import { toRequest } from './to-request.ts';

interface Settled {
  readonly region: string;
  readonly site: Place;
  readonly siteAddress: string | null;
}

/** What an application asks for, from a checked body and where its place was found to be. */
export function toCaseRequest(body: SupplyPlansBody, settled: Settled): CaseRequest {
  const asked = toRequest(body, { ...settled, statedBy: 'customer', today: '' });
  const { region, site, siteAddress, plot, demand, customer, wantedOn, policy, radiusM, maxPlans } = asked;
  return { region, site, siteAddress, plot, demand, customer, wantedOn, policy, radiusM, maxPlans };
}
