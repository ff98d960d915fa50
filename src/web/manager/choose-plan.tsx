import { useState } from 'preact/hooks';
import type { ApplicationAnswer } from '../../contract/applications.ts';
import { call } from '../api/call.ts';
import { useAction } from '../api/use-action.ts';
import { useText } from '../language/use-text.ts';
import { manager } from './messages/manager.ts';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { Field } from '../parts/field.tsx';
import { textOf } from '../parts/text-of.ts';
import type { Session } from '../session/session.ts';
import type { Plan } from './plans-table.tsx';

interface ChoosePlanProps {
  readonly session: Session;
  readonly file: ApplicationAnswer;
  readonly offerId: string;
  readonly plan: Plan;
  readonly onDone: () => void;
}

/** Holds the capacity of a plan for the customer. A plan with unknown figures wants a reason. */
export const ChoosePlan = ({ session, file, offerId, plan, onDone }: ChoosePlanProps) => {
  const { t } = useText(manager);
  // One key for every try at this plan: sent again, it holds nothing twice.
  const [key] = useState(() => crypto.randomUUID());
  const unknown = plan.sources.flatMap(({ unknownElementIds }) => unknownElementIds);
  const choose = useAction(async (reason: string) => {
    await call(session, `/v1/applications/${file.id}/choice`, {
      method: 'POST',
      headers: { 'Idempotency-Key': key },
      body: { offerId, planId: plan.id, reason: reason === '' ? null : reason },
    });
    onDone();
  });
  return (
    <form
      class="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        choose.run(textOf(new FormData(event.currentTarget), 'reason'));
      }}
    >
      <p class="soft small">{t('plan.choose.what')}</p>
      {unknown.length > 0 && (
        <Field label={t('plan.reason')} hint={t('plan.reason.hint', { count: unknown.length })}>
          {(ids) => <input {...ids} name="reason" required maxLength={1000} />}
        </Field>
      )}
      {choose.failure !== null && <FailureNotice failure={choose.failure} />}
      <div>
        <button type="submit" class="button main" disabled={choose.isRunning}>
          {t('plan.choose')}
        </button>
      </div>
    </form>
  );
};
