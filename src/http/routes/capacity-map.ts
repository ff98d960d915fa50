import { Router } from 'express';
import { ACCESS } from '../../contract/access.ts';
import { CAPACITY_MAP_TYPES, capacityMapQuery } from '../../contract/capacity-map.ts';
import { declinedRefusal } from '../../contract/declined-refusal.ts';
import { onlyRegion } from '../../contract/find-region.ts';
import { parseQuery } from '../../contract/parse.ts';
import { toCapacityMapQuery } from '../../contract/to-capacity-map-query.ts';
import { today } from '../../contract/today.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { clientGone } from '../client-gone.ts';
import type { Metrics } from '../metrics.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';
import { serverTiming } from '../server-timing.ts';

/** `GET /v1/capacity/map`: the largest demand that fits at every cell of a box, as GeoJSON or GeoTIFF. */
export const capacityMapRoute = ({ planner, now }: Parts, metrics: Metrics): Router => {
  const router = Router();
  router
    .route('/v1/capacity/map')
    .get(allow(ACCESS.capacityMap), async (req, res) => {
      const caller = callerOf(req);
      const query = parseQuery(capacityMapQuery, req.query);
      const region = onlyRegion(planner, caller, query.region);
      const asked = toCapacityMapQuery(query, { region, today: today(now()) });
      const answer = await planner.capacityMap(asked, caller.role, clientGone(res));
      if (!answer.ok) throw declinedRefusal(answer);
      metrics.search(answer.phasesMs);
      res
        .set('Content-Type', CAPACITY_MAP_TYPES[query.f])
        .set('Server-Timing', serverTiming(answer.phasesMs))
        .end(answer.map);
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
};
