import { Router } from 'express';
import { ACCESS } from '../../contract/access.ts';
import { noQuery, type PoliciesAnswer } from '../../contract/lists.ts';
import { parseQuery } from '../../contract/parse.ts';
import { allow } from '../allow.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';
import { revalidate } from '../revalidate.ts';

/** `GET /v1/policies`: policy packs that are loaded. */
export const policiesRoute = ({ planner }: Parts): Router => {
  const router = Router();
  router
    .route('/v1/policies')
    .get(allow(ACCESS.policies), (req, res) => {
      parseQuery(noQuery, req.query);
      revalidate(res).json({ items: planner.policies(), next: null } satisfies PoliciesAnswer);
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
};
