import { Router } from 'express';
import { ACCESS } from '../../contract/access.ts';
import { onlyRegion } from '../../contract/find-region.ts';
import { parseBody, parseBoth, parseQuery } from '../../contract/parse.ts';
import { noQuery } from '../../contract/lists.ts';
import { today } from '../../contract/today.ts';
import { whatIfBody } from '../../contract/what-if.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { clientGone } from '../client-gone.ts';
import type { Metrics } from '../metrics.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';
import { readJson } from '../read-json.ts';
import { sendAnswer } from '../send-answer.ts';

/** `POST /v1/what-if`: ledger and voltages with added loads, changed switches, new equipment; stores nothing. */
export const whatIfRoute = ({ planner, now }: Parts, metrics: Metrics): Router => {
  const router = Router();
  router
    .route('/v1/what-if')
    .post(allow(ACCESS.whatIf), readJson, async (req, res) => {
      const caller = callerOf(req);
      const [, { asOf = today(now()), ...body }] = parseBoth(
        () => parseQuery(noQuery, req.query),
        () => parseBody(whatIfBody, req.body),
      );
      const region = onlyRegion(planner, caller, body.region, '/region');
      const answer = await planner.whatIf({ ...body, region, asOf }, caller.role, clientGone(res));
      sendAnswer(res, answer, metrics);
    })
    .all(onlyMethods('POST'));
  return router;
};
