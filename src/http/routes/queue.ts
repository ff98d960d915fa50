import { Router } from 'express';
import { type PlaceInQueue, needOf, placeInQueue } from '../../casework/queue.ts';
import { ACCESS } from '../../contract/access.ts';
import { applicationPath } from '../../contract/application-lists.ts';
import { noQuery } from '../../contract/lists.ts';
import { parsePath, parseQuery } from '../../contract/parse.ts';
import type { CustomerQueue, StaffQueue } from '../../contract/queue.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { refusing } from '../casework/refuse.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';

const forStaff = (applicationId: string, { position, own, queues }: PlaceInQueue): StaffQueue => ({
  applicationId,
  position,
  needKva: own === null ? null : needOf(own),
  elements: queues.map(({ element, waiting }) => {
    const slash = element.indexOf('/');
    return {
      elementId: element.slice(slash + 1),
      kind: element.slice(0, slash),
      waiting: waiting.map((one, at) => ({
        applicationId: one.applicationId,
        position: at + 1,
        needKva: needOf(one),
        acceptedAt: one.acceptedAt,
        status: one.status,
        toldAt: one.toldAt,
      })),
    };
  }),
});

/** `GET /v1/applications/{id}/queue`: who gets the room that comes free, in order. */
export const queueRoute = ({ casework, store: { queue } }: Parts): Router => {
  const router = Router();
  router
    .route('/v1/applications/:id/queue')
    .get(
      allow(ACCESS.queue),
      refusing(async (req, res) => {
        const caller = callerOf(req);
        parseQuery(noQuery, req.query);
        const { id } = parsePath(applicationPath, req.params);
        const { region } = await casework.read(caller, id);
        const place = placeInQueue(await queue.fallenShort(region), id);
        const { position } = place;
        res.json(
          caller.role === 'customer'
            ? ({ applicationId: id, position } satisfies CustomerQueue)
            : forStaff(id, place),
        );
      }),
    )
    .all(onlyMethods('GET', 'HEAD'));
  return router;
};
