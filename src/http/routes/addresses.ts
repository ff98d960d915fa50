import { Router } from 'express';
import { ACCESS } from '../../contract/access.ts';
import { addressOut, addressesQuery, type AddressesAnswer } from '../../contract/lists.ts';
import { parseQuery } from '../../contract/parse.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { namedRegion } from '../../contract/find-region.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';
import { usableRegions } from '../../contract/usable-regions.ts';

/** `GET /v1/addresses`: entries of the gazetteers, best first. */
export const addressesRoute = ({ planner, store }: Parts): Router => {
  const router = Router();
  router
    .route('/v1/addresses')
    .get(allow(ACCESS.addresses), async (req, res) => {
      const caller = callerOf(req);
      const { q, limit, region } = parseQuery(addressesQuery, req.query);
      const regions =
        region === undefined
          ? usableRegions(planner, caller).map(({ id }) => id)
          : [namedRegion(planner, caller, region, '/query/region')];
      const items = (await store.searchAddresses(regions, q, limit)).map(addressOut);
      res.json({ items, next: null } satisfies AddressesAnswer);
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
};
