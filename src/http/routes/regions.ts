import { Router } from 'express';
import { ACCESS } from '../../contract/access.ts';
import { noQuery, type RegionsAnswer } from '../../contract/lists.ts';
import { parseQuery } from '../../contract/parse.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';
import { revalidate } from '../revalidate.ts';
import { usableRegions } from '../../contract/usable-regions.ts';

/** `GET /v1/regions`: regions that the caller may use. */
export const regionsRoute = ({ planner, mapDatum }: Parts): Router => {
  const router = Router();
  router
    .route('/v1/regions')
    .get(allow(ACCESS.regions), (req, res) => {
      parseQuery(noQuery, req.query);
      const items = usableRegions(planner, callerOf(req));
      revalidate(res).json({ items, next: null, mapDatum } satisfies RegionsAnswer);
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
};
