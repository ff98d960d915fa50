import { Router } from 'express';
import { ACCESS } from '../../contract/access.ts';
import type { Caller } from '../../contract/claims.ts';
import { parseBody, parseBoth, parseQuery } from '../../contract/parse.ts';
import {
  supplyPlansBody,
  supplyPlansQuery,
  type SupplyPlansBody,
} from '../../contract/supply-plans-request.ts';
import { toRequest } from '../../contract/to-request.ts';
import { placeInWgs84 } from '../../contract/to-wgs84.ts';
import { today } from '../../contract/today.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { clientGone } from '../client-gone.ts';
import { findAddress } from '../../contract/find-address.ts';
import { namedRegion, regionAt } from '../../contract/find-region.ts';
import type { Metrics } from '../metrics.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';
import { readJson } from '../read-json.ts';
import { sendAnswer } from '../send-answer.ts';
import { usableRegions } from '../../contract/usable-regions.ts';

const POINTERS = { region: '/region', place: '/site' } as const;

/** `POST /v1/supply-plans`: plans for a demand at a place; stores nothing. */
export const supplyPlansRoute = (parts: Parts, metrics: Metrics): Router => {
  const router = Router();
  router
    .route('/v1/supply-plans')
    .post(allow(ACCESS.supplyPlans), readJson, async (req, res) => {
      const caller = callerOf(req);
      const [{ include }, body] = parseBoth(
        () => parseQuery(supplyPlansQuery, req.query),
        () => parseBody(supplyPlansBody, req.body),
      );
      const where = await settle(parts, caller, body);
      const request = toRequest(body, { ...where, statedBy: caller.role, today: today(parts.now()) });
      const wanted = [...new Set(include)].sort();
      const answer = await parts.planner.supplyPlans(request, caller.role, wanted, clientGone(res));
      sendAnswer(res, answer, metrics);
    })
    .all(onlyMethods('POST'));
  return router;
};

/** Where the receiving point lies, and in which region. */
async function settle({ planner, store }: Parts, caller: Caller, { site, region }: SupplyPlansBody) {
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
