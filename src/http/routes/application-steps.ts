import { Router, type Request, type RequestHandler } from 'express';
import type { Casework } from '../../casework/casework.ts';
import { ACCESS } from '../../contract/access.ts';
import { applicationPath } from '../../contract/application-lists.ts';
import { connectionBody, emptyBody, measurementBody } from '../../contract/application-steps.ts';
import { pauseBody } from '../../contract/clocks.ts';
import { parseBody, parsePath } from '../../contract/parse.ts';
import type { Application } from '../../model/case-book.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { refusing } from '../casework/refuse.ts';
import { sendApplication } from '../casework/send-application.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';
import { readJson } from '../read-json.ts';

type Step = (casework: Casework, req: Request, id: string) => Promise<Application>;

const plain =
  (name: 'accept' | 'withdraw' | 'review'): Step =>
  (casework, req, id) => {
    parseBody(emptyBody, req.body ?? {});
    return casework.step(callerOf(req), id, name, undefined);
  };

/** The other steps of the state table, by the last part of their path. */
const STEPS = {
  acceptance: plain('accept'),
  withdrawal: plain('withdraw'),
  review: plain('review'),
  approval: (casework, req, id) => {
    parseBody(emptyBody, req.body ?? {});
    return casework.approve(callerOf(req), id);
  },
  pause: (casework, req, id) => casework.pause(callerOf(req), id, parseBody(pauseBody, req.body)),
  resumption: (casework, req, id) => {
    parseBody(emptyBody, req.body ?? {});
    return casework.resume(callerOf(req), id);
  },
  connection: (casework, req, id) =>
    casework.step(callerOf(req), id, 'connect', parseBody(connectionBody, req.body)),
  measurement: (casework, req, id) =>
    casework.step(callerOf(req), id, 'measure', parseBody(measurementBody, req.body)),
} satisfies Partial<Record<keyof typeof ACCESS, Step>>;

const handle = ({ casework, now }: Parts, step: Step): RequestHandler =>
  refusing(async (req, res) => {
    const { id } = parsePath(applicationPath, req.params);
    sendApplication(res, await step(casework, req, id), { role: callerOf(req).role, now });
  });

/** `POST /v1/applications/{id}/{acceptance,withdrawal,review,approval,connection,measurement,pause,resumption}`. */
export const applicationStepsRoute = (parts: Parts): Router => {
  const router = Router();
  for (const [name, step] of Object.entries(STEPS) as [keyof typeof STEPS, Step][])
    router
      .route(`/v1/applications/:id/${name}`)
      .post(allow(ACCESS[name]), readJson, handle(parts, step))
      .all(onlyMethods('POST'));
  return router;
};
