import { Router } from 'express';
import { ACCESS } from '../../contract/access.ts';
import { applicationPath, offerPath, type OffersAnswer } from '../../contract/application-lists.ts';
import { emptyBody } from '../../contract/application-steps.ts';
import { redactPlans } from '../../contract/customer-plans.ts';
import { overridesFor } from '../../contract/overrides.ts';
import { parseBody, parseBoth, parsePath, parseQuery } from '../../contract/parse.ts';
import { supplyPlansQuery } from '../../contract/supply-plans-request.ts';
import type { SupplyPlansAnswer } from '../../contract/supply-plans-answer.ts';
import type { Offer } from '../../model/case-book.ts';
import type { Override } from '../../model/override.ts';
import type { Role } from '../../model/role.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { refusing } from '../casework/refuse.ts';
import { clientGone } from '../client-gone.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';
import { readJson } from '../read-json.ts';

/** An offer as a role sees it. */
function offerFor({ answer, id, validUntil }: Offer, overrides: readonly Override[], role: Role): object {
  const whole = JSON.parse(answer) as SupplyPlansAnswer;
  const plans = role === 'customer' ? redactPlans(whole) : whole;
  return { offerId: id, validUntil, overrides: overridesFor(overrides, role), ...plans };
}

/** `/v1/applications/{id}/offers`: plan sets computed for an application and kept; they hold nothing. */
export const offersRoute = ({ casework }: Parts): Router => {
  const router = Router();
  router
    .route('/v1/applications/:id/offers')
    .post(
      allow(ACCESS.offers),
      readJson,
      refusing(async (req, res) => {
        const caller = callerOf(req);
        const { id } = parsePath(applicationPath, req.params);
        const [{ include }] = parseBoth(
          () => parseQuery(supplyPlansQuery, req.query),
          () => parseBody(emptyBody, req.body ?? {}),
        );
        const offer = await casework.offer(caller, id, include, clientGone(res));
        res
          .status(201)
          .set('Location', `/v1/applications/${id}/offers/${offer.id}`)
          .json(offerFor(offer, [], caller.role));
      }),
    )
    .get(
      allow(ACCESS.offers),
      refusing(async (req, res) => {
        const { id } = parsePath(applicationPath, req.params);
        const offers = await casework.offers(callerOf(req), id);
        res.json({
          items: offers.map(({ id: offerId, createdAt, validUntil, lapsed, pack: policy, catalogue }) => ({
            offerId,
            createdAt,
            validUntil,
            lapsed,
            policy,
            catalogue,
          })),
          next: null,
        } satisfies OffersAnswer);
      }),
    )
    .all(onlyMethods('POST', 'GET', 'HEAD'));
  router
    .route('/v1/applications/:id/offers/:offerId')
    .get(
      allow(ACCESS.offers),
      refusing(async (req, res) => {
        const caller = callerOf(req);
        const { id, offerId } = parsePath(offerPath, req.params);
        const offer = await casework.offerOf(caller, id, offerId);
        res.json(offerFor(offer, await casework.overrides(caller, id, offerId), caller.role));
      }),
    )
    .all(onlyMethods('GET', 'HEAD'));
  return router;
};
