import { Router } from 'express';
import { ACCESS } from '../../contract/access.ts';
import { chainPath, chainQuery } from '../../contract/chain.ts';
import { parseBoth, parsePath, parseQuery } from '../../contract/parse.ts';
import { today } from '../../contract/today.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { clientGone } from '../client-gone.ts';
import { onlyRegion } from '../../contract/find-region.ts';
import type { Metrics } from '../metrics.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';
import { sendAnswer } from '../send-answer.ts';

/** `GET /v1/elements/{id}/chain`: the chain ledger of an element. */
export const chainRoute = ({ planner, now }: Parts, metrics: Metrics): Router => {
  const router = Router();
  router
    .route('/v1/elements/:id/chain')
    .get(allow(ACCESS.chain), async (req, res) => {
      const caller = callerOf(req);
      const [{ id: elementId }, query] = parseBoth(
        () => parsePath(chainPath, req.params),
        () => parseQuery(chainQuery, req.query),
      );
      const { kind = null, season, hour, asOf = today(now()) } = query;
      const region = onlyRegion(planner, caller, query.region);
      const asked = { region, elementId, kind, season, hour, asOf };
      const answer = await planner.chain(asked, caller.role, clientGone(res));
      sendAnswer(res, answer, metrics);
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
};
