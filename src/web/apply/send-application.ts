import type { OfferAnswer } from '../../contract/application-steps.ts';
import type { ApplicationAnswer } from '../../contract/applications.ts';
import type { CustomerPlans } from '../../contract/customer-plans.ts';
import { call } from '../api/call.ts';
import type { Session } from '../session/session.ts';
import type { bodyOf } from './draft.ts';

/** An offer as its customer sees it. */
export type CustomerOffer = CustomerPlans & Pick<OfferAnswer, 'offerId' | 'validUntil'>;

/** Gets plans for an application, with what other sizes would cost. */
export const askOffer = (session: Session, id: string): Promise<CustomerOffer> =>
  call(session, `/v1/applications/${id}/offers`, {
    method: 'POST',
    query: { include: ['staircase'] },
    body: {},
  });

/** Applies. @returns the id of the application. */
export async function sendApplication(session: Session, body: ReturnType<typeof bodyOf>): Promise<string> {
  const { id } = await call<ApplicationAnswer>(session, '/v1/applications', { method: 'POST', body });
  return id;
}

/** Changes what an application asks for; what was offered before lapses. */
export async function changeApplication(
  session: Session,
  { id, version }: Pick<ApplicationAnswer, 'id' | 'version'>,
  {
    site,
    plot,
    demand,
    customer,
    wantedOn,
    applicant,
    businessType,
    externalNumber,
  }: ReturnType<typeof bodyOf>,
): Promise<void> {
  await call(session, `/v1/applications/${id}`, {
    method: 'PATCH',
    headers: { 'If-Match': `"${version}"` },
    body: { site, plot, demand, customer, wantedOn, applicant, businessType, externalNumber },
  });
}
