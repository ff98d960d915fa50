import { Router } from 'express';
import { ACCESS } from '../../contract/access.ts';
import { parseQuery } from '../../contract/parse.ts';
import { powerSourcesQuery } from '../../contract/power-sources.ts';
import { placeInWgs84 } from '../../contract/to-wgs84.ts';
import { today } from '../../contract/today.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { clientGone } from '../client-gone.ts';
import { regionAt } from '../../contract/find-region.ts';
import type { Metrics } from '../metrics.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';
import { sendAnswer } from '../send-answer.ts';

const POINTERS = { region: '/query/region', place: '/query/lon' } as const;

/** `GET /v1/power-sources`: sources within a radius, with the open capacity of each. */
export const powerSourcesRoute = ({ planner, now }: Parts, metrics: Metrics): Router => {
  const router = Router();
  router
    .route('/v1/power-sources')
    .get(allow(ACCESS.powerSources), async (req, res) => {
      const caller = callerOf(req);
      const query = parseQuery(powerSourcesQuery, req.query);
      const at = placeInWgs84(query);
      const region = regionAt(planner, caller, at, { region: query.region, pointers: POINTERS });
      const { radiusM, limit, needKva = null, season, hour, asOf = today(now()) } = query;
      const answer = await planner.powerSources(
        { region, at, radiusM, needKva, limit, season, hour, asOf },
        caller.role,
        clientGone(res),
      );
      sendAnswer(res, answer, metrics);
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
};
