import { createHash } from 'node:crypto';
import { Router, type Request } from 'express';
import { ACCESS } from '../../contract/access.ts';
import { applicationPath } from '../../contract/application-lists.ts';
import { choiceBody, idempotencyKey } from '../../contract/application-steps.ts';
import { parseBody, parsePath } from '../../contract/parse.ts';
import { Refusal } from '../../contract/refusal.ts';
import { shown } from '../../contract/shown.ts';
import type { Application } from '../../model/case-book.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { refusing } from '../casework/refuse.ts';
import { sendApplication } from '../casework/send-application.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';
import { readJson } from '../read-json.ts';

/** The key under which a request may be sent again. */
function keyOf(req: Request): string {
  const given = req.get('Idempotency-Key');
  const pointer = '/header/Idempotency-Key';
  if (given === undefined)
    throw new Refusal('invalid-request', [
      { pointer, code: 'missing', received: null, allowed: 'a key of your own' },
    ]);
  if (!idempotencyKey.safeParse(given).success)
    throw new Refusal('invalid-request', [
      { pointer, code: 'wrong-format', received: shown(given), allowed: '1 to 200 visible ASCII characters' },
    ]);
  return given;
}

const hashOf = (...parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** What is answered to a choice; kept as it is, for whoever sends it again. */
function answerOf({ id, status, choice }: Application): string {
  if (choice === null) throw new Error('a choice was made and is not there');
  const { id: commitmentId, offerId, planId, validUntil } = choice;
  return JSON.stringify({ commitmentId, applicationId: id, offerId, planId, status, validUntil });
}

/** `/v1/applications/{id}/choice`: holds the capacity of one plan, or gives it back. */
export const choiceRoute = ({ casework, now }: Parts): Router => {
  const router = Router();
  router
    .route('/v1/applications/:id/choice')
    .post(
      allow(ACCESS.choice),
      readJson,
      refusing(async (req, res) => {
        const { id } = parsePath(applicationPath, req.params);
        const key = keyOf(req);
        const wish = parseBody(choiceBody, req.body);
        const requestHash = hashOf(id, wish.offerId, wish.planId, wish.reason);
        const { body } = await casework.choose(callerOf(req), id, { ...wish, key, requestHash }, answerOf);
        res.status(201).set('Content-Type', 'application/json; charset=utf-8').end(body);
      }),
    )
    .delete(
      allow(ACCESS.choice),
      refusing(async (req, res) => {
        const caller = callerOf(req);
        const { id } = parsePath(applicationPath, req.params);
        const released = await casework.step(caller, id, 'release', undefined);
        sendApplication(res, released, { role: caller.role, now });
      }),
    )
    .all(onlyMethods('POST', 'DELETE'));
  return router;
};
