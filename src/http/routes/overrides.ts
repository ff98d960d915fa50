import { Router } from 'express';
import { ACCESS } from '../../contract/access.ts';
import { offerPath } from '../../contract/application-lists.ts';
import { emptyBody } from '../../contract/application-steps.ts';
import { overrideBody, overridePath, overridesFor } from '../../contract/overrides.ts';
import { parseBody, parsePath } from '../../contract/parse.ts';
import type { Override } from '../../model/override.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { refusing } from '../casework/refuse.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';
import { readJson } from '../read-json.ts';

const onWire = (override: Override): object => overridesFor([override], 'manager')[0] ?? {};

/** `/v1/applications/{id}/offers/{offerId}/overrides`: figures that a manager states otherwise, and a second signs. */
export const overridesRoute = ({ casework }: Parts): Router => {
  const router = Router();
  router
    .route('/v1/applications/:id/offers/:offerId/overrides')
    .post(
      allow(ACCESS.override),
      readJson,
      refusing(async (req, res) => {
        const { id, offerId } = parsePath(offerPath, req.params);
        const body = parseBody(overrideBody, req.body);
        const { planId, figure, stated, reason } = body;
        const line = 'line' in body ? body.line : null;
        const wish = { planId, figure, line, stated, reason };
        res.status(201).json(onWire(await casework.override(callerOf(req), id, offerId, wish)));
      }),
    )
    .all(onlyMethods('POST'));
  router
    .route('/v1/applications/:id/offers/:offerId/overrides/:overrideId/signature')
    .post(
      allow(ACCESS.override),
      readJson,
      refusing(async (req, res) => {
        const { id, offerId, overrideId } = parsePath(overridePath, req.params);
        parseBody(emptyBody, req.body ?? {});
        res.json(onWire(await casework.signOverride(callerOf(req), id, offerId, overrideId)));
      }),
    )
    .all(onlyMethods('POST'));
  return router;
};
