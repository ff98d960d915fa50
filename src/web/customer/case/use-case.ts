import type { OffersAnswer } from '../../../contract/application-lists.ts';
import type { ApplicationAnswer } from '../../../contract/applications.ts';
import { call } from '../../api/call.ts';
import { type Loaded, useLoaded } from '../../api/use-loaded.ts';
import type { Session } from '../../session/session.ts';
import type { CustomerOffer } from '../../apply/send-application.ts';

/** A case with the offer that is shown: the chosen one, else the newest; of one moment, never of two. */
export interface Case {
  readonly application: ApplicationAnswer;
  /** `null` = no plans were asked for yet. */
  readonly offer: CustomerOffer | null;
  /** What was asked for has changed since the offer was made. */
  readonly isLapsed: boolean;
}

async function askCase(session: Session, id: string, signal: AbortSignal): Promise<Case> {
  const path = `/v1/applications/${id}`;
  const [application, { items }] = await Promise.all([
    call<ApplicationAnswer>(session, path, { signal }),
    call<OffersAnswer>(session, `${path}/offers`, { signal }),
  ]);
  const offerId = application.choice?.offerId ?? items[0]?.offerId;
  if (offerId === undefined) return { application, offer: null, isLapsed: false };
  const offer = await call<CustomerOffer>(session, `${path}/offers/${offerId}`, { signal });
  return { application, offer, isLapsed: items.some((one) => one.offerId === offerId && one.lapsed) };
}

/** Loads a case as a whole: while it is loaded again, all of it stays as it was. */
export const useCase = (session: Session, id: string): Loaded<Case> =>
  useLoaded(session, id, (signal) => askCase(session, id, signal));
