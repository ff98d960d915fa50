import { Router } from 'express';
import { CaseRefusal } from '../../casework/case-refusal.ts';
import { ACCESS } from '../../contract/access.ts';
import { applicationPath } from '../../contract/application-lists.ts';
import { parsePath, parseQuery } from '../../contract/parse.ts';
import { Refusal } from '../../contract/refusal.ts';
import { replyQuery } from '../../contract/reply-letter.ts';
import type { SupplyPlansAnswer } from '../../contract/supply-plans-answer.ts';
import type { Application, Offer } from '../../model/case-book.ts';
import { counting } from '../../model/override.ts';
import type { LetterAsk } from '../../model/press.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { refusing } from '../casework/refuse.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';

type Asked = ReturnType<typeof replyQuery.parse>;

/** The plan a letter is about: the one asked for, else the one chosen. */
function planAsked(
  { status, choice }: Application,
  { offerId, planId }: Asked,
): { offerId: string; planId: string } {
  if (offerId !== undefined && planId !== undefined) return { offerId, planId };
  if (offerId === undefined && planId === undefined) {
    if (choice !== null) return choice;
    throw new CaseRefusal('wrong-state', {
      received: status,
      allowed: 'a chosen plan, or offerId and planId',
    });
  }
  const missing = offerId === undefined ? 'offerId' : 'planId';
  throw new Refusal('invalid-request', [
    {
      pointer: `/query/${missing}`,
      code: 'missing',
      received: null,
      allowed: 'offerId and planId, or neither',
    },
  ]);
}

function letterOf(
  application: Application,
  offer: Offer,
  planId: string,
): Omit<LetterAsk, 'language' | 'overrides'> {
  const { plans, counterOffers } = JSON.parse(offer.answer) as SupplyPlansAnswer;
  const ids = [...plans, ...counterOffers.map(({ plan }) => plan)].map(({ id }) => id);
  if (!ids.includes(planId)) throw new CaseRefusal('plan-not-in-offer', { received: planId, allowed: ids });
  const { id, applicant, businessType, externalNumber, choice } = application;
  const chosen = choice?.offerId === offer.id && choice.planId === planId ? choice : null;
  return {
    region: application.region,
    application: { id, applicant, businessType, externalNumber, address: offer.request.siteAddress },
    answer: offer.answer,
    planId,
    plot: offer.request.plot,
    issuedAt: chosen?.chosenAt ?? offer.createdAt,
    validUntil: chosen?.validUntil ?? offer.validUntil,
  };
}

/** `GET /v1/applications/{id}/reply.pdf`: the reply letter of the chosen plan, or of one that was offered. */
export const replyRoute = ({ casework, press }: Parts): Router => {
  const router = Router();
  router
    .route('/v1/applications/:id/reply.pdf')
    .get(
      allow(ACCESS.offers),
      refusing(async (req, res) => {
        const caller = callerOf(req);
        const { id } = parsePath(applicationPath, req.params);
        const asked = parseQuery(replyQuery, req.query);
        const application = await casework.read(caller, id);
        const { offerId, planId } = planAsked(application, asked);
        const offer = await casework.offerOf(caller, id, offerId);
        const { language } = asked;
        const stated = await casework.overrides(caller, id, offerId);
        const overrides = counting(stated).filter((one) => one.planId === planId);
        const letter = await press.replyLetter({
          ...letterOf(application, offer, planId),
          overrides,
          language,
        });
        res
          .set('Content-Type', 'application/pdf')
          .set('Content-Disposition', `inline; filename="reply-${id}.pdf"`)
          .end(letter);
      }),
    )
    .all(onlyMethods('GET', 'HEAD'));
  return router;
};
