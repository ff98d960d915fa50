import type { CustomerQueue } from '../../../contract/queue.ts';
import { useCall } from '../../api/use-call.ts';
import { useText } from '../../language/use-text.ts';
import type { Session } from '../../session/session.ts';
import { caseText } from '../messages/case.ts';

/** Where an application stands among those that wait for the same room; nothing where it does not wait. */
export const PlaceInQueue = ({ session, id }: { readonly session: Session; readonly id: string }) => {
  const { t } = useText(caseText);
  const { value } = useCall<CustomerQueue>(session, `/v1/applications/${id}/queue`);
  return value === null || value.position === null ? null : (
    <p class="notice">{t('queue', { position: value.position })}</p>
  );
};
