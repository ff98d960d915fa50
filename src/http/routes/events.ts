import { Router, type Request, type Response } from 'express';
import { FeedFull } from '../../casework/case-feed.ts';
import { ACCESS } from '../../contract/access.ts';
import { applicationPath } from '../../contract/application-lists.ts';
import { lastEventId } from '../../contract/case-events.ts';
import { noQuery } from '../../contract/lists.ts';
import { parsePath, parseQuery } from '../../contract/parse.ts';
import { Refusal } from '../../contract/refusal.ts';
import { shown } from '../../contract/shown.ts';
import { allow } from '../allow.ts';
import { callerOf, expiryOf } from '../authenticate.ts';
import { EventStream, type Streaming } from '../casework/event-stream.ts';
import { refusing } from '../casework/refuse.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';

/** Sequence number of the last event the reader has; 0 = none yet. */
function lastOf(req: Request): number {
  const given = req.get('Last-Event-ID');
  if (given === undefined || given === '') return 0;
  if (lastEventId.safeParse(given).success) return Number(given);
  throw new Refusal('invalid-request', [
    {
      pointer: '/header/Last-Event-ID',
      code: 'wrong-format',
      received: shown(given),
      allowed: 'the `id` of an event',
    },
  ]);
}

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // Nothing on the way may gather the events before it passes them on.
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
} as const;

interface Place {
  readonly feed: Parts['feed'];
  readonly applicationId: string;
  readonly sub: string;
}

/** Takes a reader in, unless it has left meanwhile. */
function follow(res: Response, streaming: Streaming, { feed, applicationId, sub }: Place): void {
  if (res.destroyed) return;
  const stream = new EventStream(res, streaming);
  const { last, wake, end } = stream;
  try {
    res.once('close', feed.follow({ applicationId, sub, last, wake, end }));
  } catch (error) {
    if (!(error instanceof FeedFull)) throw error;
    const { taken, most } = error;
    throw new Refusal('too-many-streams', [
      { pointer: '/path/id', code: 'out-of-range', received: taken, allowed: `${most} streams` },
    ]);
  }
  res.set(HEADERS);
  stream.start();
}

/** `GET /v1/applications/{id}/events`: what happens to an application, as server-sent events. */
export const eventsRoute = ({ casework, store: { cases }, feed, now, logger }: Parts): Router => {
  const router = Router();
  router
    .route('/v1/applications/:id/events')
    .get(
      allow(ACCESS.events),
      refusing(async (req, res) => {
        const caller = callerOf(req);
        parseQuery(noQuery, req.query);
        const { id } = parsePath(applicationPath, req.params);
        const after = lastOf(req);
        await casework.read(caller, id);
        if (req.method === 'HEAD') {
          res.set(HEADERS).end();
          return;
        }
        const streaming = {
          after,
          read: (last: number, limit: number) => cases.events(caller, id, last, limit),
          forMs: expiryOf(req).getTime() - now().getTime(),
          onFailed: (error: unknown) => {
            logger.warn({ err: error }, 'a stream of events ends');
          },
        };
        follow(res, streaming, { feed, applicationId: id, sub: `${caller.role}/${caller.sub}` });
      }),
    )
    .all(onlyMethods('GET', 'HEAD'));
  return router;
};
