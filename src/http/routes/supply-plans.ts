import { Router } from 'express';
import { ACCESS } from '../../contract/access.ts';
import { parseBody, parseBoth, parseQuery } from '../../contract/parse.ts';
import { supplyPlansBody, supplyPlansQuery } from '../../contract/supply-plans-request.ts';
import { toRequest } from '../../contract/to-request.ts';
import { today } from '../../contract/today.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { clientGone } from '../client-gone.ts';
import type { Metrics } from '../metrics.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';
import { readJson } from '../read-json.ts';
import { sendAnswer } from '../send-answer.ts';
import { settleSite } from '../settle-site.ts';

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
      const where = await settleSite(parts, caller, body);
      const request = toRequest(body, { ...where, statedBy: caller.role, today: today(parts.now()) });
      const wanted = [...new Set(include)].sort();
      const answer = await parts.planner.supplyPlans(request, caller.role, wanted, clientGone(res));
      sendAnswer(res, answer, metrics);
    })
    .all(onlyMethods('POST'));
  return router;
};
