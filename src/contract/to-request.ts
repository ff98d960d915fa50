import type { SupplyRequest } from '../model/demand.ts';
import type { CrsName, Place, Rings } from '../model/geometry.ts';
import type { SupplyPlansBody } from './supply-plans-request.ts';
import type { Role } from '../model/role.ts';
import { toWgs84 } from './to-wgs84.ts';

interface Settled {
  readonly region: string;
  readonly site: Place;
  /** The gazetteer entry taken, when the site was given as an address. */
  readonly siteAddress: string | null;
  /** Who states the facts. */
  readonly statedBy: Role;
  /** Day that stands in where the body names none. */
  readonly today: string;
}

/** The model's request from a checked body and what had to be looked up for it. */
export function toRequest(body: SupplyPlansBody, settled: Settled): SupplyRequest {
  const { site, siteAddress, region, statedBy, today } = settled;
  const { plot, demand, customer, wantedOn, policy, radiusM, maxPlans } = body;
  const datum = 'crs' in body.site ? body.site.crs : 'WGS84';
  return {
    region,
    site,
    siteAddress,
    plot: plot === null ? null : ringsInWgs84(plot.coordinates, datum),
    demand,
    customer,
    statedBy,
    wantedOn,
    policy,
    radiusM,
    maxPlans,
    asOf: body.asOf ?? today,
  };
}

/** Rings in WGS 84; none at all are `null`. */
export function ringsInWgs84(rings: Rings, crs: CrsName): Rings | null {
  if (rings.length === 0) return null;
  return rings.map((ring) => ring.map((position) => toWgs84(position, crs)));
}
