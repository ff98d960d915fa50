import type { Caller } from '../contract/claims.ts';
import { findAddress } from '../contract/find-address.ts';
import { namedRegion, regionAt } from '../contract/find-region.ts';
import type { SupplyPlansBody } from '../contract/supply-plans-request.ts';
import { placeInWgs84 } from '../contract/to-wgs84.ts';
import { usableRegions } from '../contract/usable-regions.ts';
import type { Parts } from './parts.ts';

const POINTERS = { region: '/region', place: '/site' } as const;

/** Where the receiving point lies, and in which region. */
export async function settleSite(
  { planner, store }: Pick<Parts, 'planner' | 'store'>,
  caller: Caller,
  { site, region }: Pick<SupplyPlansBody, 'site' | 'region'>,
) {
  if ('crs' in site) {
    const place = placeInWgs84(site);
    return {
      site: place,
      siteAddress: null,
      region: regionAt(planner, caller, place, { region, pointers: POINTERS }),
    };
  }
  const searched =
    region === undefined
      ? usableRegions(planner, caller).map(({ id }) => id)
      : [namedRegion(planner, caller, region, POINTERS.region)];
  const hit = await findAddress(store, searched, site.address);
  const found = regionAt(planner, caller, hit.at, { region: hit.region, pointers: POINTERS });
  return { site: hit.at, siteAddress: hit.text, region: found };
}
