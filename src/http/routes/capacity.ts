import { Router } from 'express';
import { ACCESS } from '../../contract/access.ts';
import { capacityListQuery } from '../../contract/capacity-list.ts';
import { onlyRegion } from '../../contract/find-region.ts';
import { parseQuery } from '../../contract/parse.ts';
import { today } from '../../contract/today.ts';
import { CAPACITY_LISTS } from '../../model/planner.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { clientGone } from '../client-gone.ts';
import type { Metrics } from '../metrics.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';
import { sendAnswer } from '../send-answer.ts';

/** `GET /v1/capacity/feeders` and its siblings: open capacity and load rate, page by page. */
export const capacityRoute = ({ planner, now }: Parts, metrics: Metrics): Router => {
  const router = Router();
  for (const list of CAPACITY_LISTS) {
    router
      .route(`/v1/capacity/${list}`)
      .get(allow(ACCESS.capacity), async (req, res) => {
        const caller = callerOf(req);
        const query = parseQuery(capacityListQuery, req.query);
        const { bbox, feeder = null, minOpenKva = null, minLoadRate = null, cursor = null, pageSize } = query;
        const [west = 0, south = 0, east = 0, north = 0] = bbox ?? [];
        const answer = await planner.capacityList(
          {
            region: onlyRegion(planner, caller, query.region),
            list,
            bbox: bbox === undefined ? null : [west, south, east, north],
            feeder,
            minOpenKva,
            minLoadRate,
            withSecurity: query.include.includes('n-minus-one'),
            after: cursor,
            season: query.season,
            hour: query.hour,
            pageSize,
            asOf: query.asOf ?? today(now()),
          },
          caller.role,
          clientGone(res),
        );
        sendAnswer(res, answer, metrics);
      })
      .all(onlyMethods('GET', 'HEAD'));
  }
  return router;
};
