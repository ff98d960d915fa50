import type { OfferAnswer } from '../../contract/application-steps.ts';
import type { ApplicationAnswer } from '../../contract/applications.ts';
import type { CustomerPlans } from '../../contract/customer-plans.ts';
import { CallFailed, call } from '../api/call.ts';
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

type Body = ReturnType<typeof bodyOf>;

const isUnclear = (error: unknown): boolean =>
  error instanceof CallFailed &&
  error.failure.kind === 'problem' &&
  ['address-ambiguous', 'address-not-found'].includes(error.failure.problem.code);

/**
 * Sends a body with its address, which the service keeps with the place; where it cannot tell the address from another of
 * the same words, the place alone.
 */
async function withAddress<T>(
  body: Body,
  address: string | null,
  send: (body: Body) => Promise<T>,
): Promise<T> {
  if (address === null) return send(body);
  try {
    return await send({ ...body, site: { address } });
  } catch (error) {
    if (!isUnclear(error)) throw error;
    return send(body);
  }
}

/**
 * Applies.
 *
 * @param address of the gazetteer; `null` = only the place is known.
 * @returns the id of the application.
 */
export async function sendApplication(session: Session, body: Body, address: string | null): Promise<string> {
  const { id } = await withAddress(body, address, (sent) =>
    call<ApplicationAnswer>(session, '/v1/applications', { method: 'POST', body: sent }),
  );
  return id;
}

/** Changes what an application asks for; what was offered before lapses. */
export async function changeApplication(
  session: Session,
  { id, version }: Pick<ApplicationAnswer, 'id' | 'version'>,
  body: Body,
  address: string | null,
): Promise<void> {
  await withAddress(body, address, (sent) => {
    const { site, plot, demand, customer, wantedOn, applicant, businessType, externalNumber } = sent;
    return call(session, `/v1/applications/${id}`, {
      method: 'PATCH',
      headers: { 'If-Match': `"${version}"` },
      body: { site, plot, demand, customer, wantedOn, applicant, businessType, externalNumber },
    });
  });
}
