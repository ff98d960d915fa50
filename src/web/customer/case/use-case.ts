import type { OffersAnswer } from '../../../contract/application-lists.ts';
import type { ApplicationAnswer } from '../../../contract/applications.ts';
import { useCall } from '../../api/use-call.ts';
import type { Loaded } from '../../api/use-loaded.ts';
import type { Session } from '../../session/session.ts';
import type { CustomerOffer } from '../../../contract/application-steps.ts';

/** A case with the offer that is shown: the chosen one, else the newest. */
export interface Case {
  readonly application: Loaded<ApplicationAnswer>;
  readonly offers: Loaded<OffersAnswer>;
  readonly offer: Loaded<CustomerOffer>;
  /** What was asked for has changed since the offer was made. */
  readonly isLapsed: boolean;
  readonly reload: () => void;
}

/** Loads a case. */
export function useCase(session: Session, id: string): Case {
  const application = useCall<ApplicationAnswer>(session, `/v1/applications/${id}`);
  const offers = useCall<OffersAnswer>(session, `/v1/applications/${id}/offers`);
  const chosen = application.value?.choice?.offerId;
  const offerId = chosen ?? offers.value?.items[0]?.offerId;
  const offer = useCall<CustomerOffer>(
    session,
    offerId === undefined ? null : `/v1/applications/${id}/offers/${offerId}`,
  );
  const isLapsed = offers.value?.items.find((one) => one.offerId === offerId)?.lapsed === true;
  const reload = (): void => {
    application.reload();
    offers.reload();
  };
  return { application, offers, offer, isLapsed, reload };
}
