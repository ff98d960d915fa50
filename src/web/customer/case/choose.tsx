import { useState } from 'preact/hooks';
import type { ApplicationAnswer } from '../../../contract/applications.ts';
import { call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { useText } from '../../language/use-text.ts';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import type { Session } from '../../session/session.ts';
import type { CustomerOffer } from '../../apply/send-application.ts';
import { caseText } from '../messages/case.ts';
import type { ShownPlan } from './plan-set.ts';

interface ChooseProps {
  readonly session: Session;
  readonly application: ApplicationAnswer;
  readonly offer: CustomerOffer;
  readonly shown: ShownPlan;
  readonly isLapsed: boolean;
  readonly onChosen: () => void;
  readonly onAskAnew: () => void;
}

/** Stands for one choice, however often it is sent; `crypto.randomUUID` needs TLS, which an intranet may lack. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint32Array(4))].map((one) => one.toString(16)).join('-');

/** Why a plan cannot be chosen now; `null` = it can. */
function hindrance({ application, shown, isLapsed }: ChooseProps) {
  if (application.status === 'draft') return 'choose.notYet' as const;
  if (application.status === 'accepted' || isLapsed) return 'choose.again' as const;
  if (application.status !== 'offered') return 'choose.closed' as const;
  return shown.plan.grade === 'D' ? ('choose.gradeD' as const) : null;
}

interface ConfirmProps {
  readonly shown: ShownPlan;
  readonly isRunning: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** What the choice means, and until when, before it is made. */
const Confirm = ({ shown, isRunning, onConfirm, onCancel }: ConfirmProps) => {
  const { t, format } = useText(caseText);
  const { likelyYuan, payers } = shown.plan.cost;
  return (
    <section class="notice good" aria-label={t('choose.title', { rank: shown.number })}>
      <p class="notice-title">{t('choose.title', { rank: shown.number })}</p>
      <p>{t('choose.means')}</p>
      <p>{t('choose.until')}</p>
      <p>{t('choose.cost', { money: format.yuan(likelyYuan), own: format.yuan(payers.customerYuan) })}</p>
      <div class="row">
        <button type="button" class="button main" disabled={isRunning} onClick={onConfirm}>
          {t('choose.confirm')}
        </button>
        <button type="button" class="button" onClick={onCancel}>
          {t('choose.cancel')}
        </button>
      </div>
    </section>
  );
};

/** Choosing a plan: what it means and until when, before it is done. */
export const Choose = (props: ChooseProps) => {
  const { session, application, offer, shown, onChosen, onAskAnew } = props;
  const { t } = useText(caseText);
  const [isAsking, setAsking] = useState(false);
  const [key] = useState(newKey);
  const choosing = useAction(async () => {
    await call(session, `/v1/applications/${application.id}/choice`, {
      method: 'POST',
      headers: { 'Idempotency-Key': key },
      body: { offerId: offer.offerId, planId: shown.plan.id },
    });
    onChosen();
  });
  const why = hindrance(props);
  if (why !== null) return <p class="soft">{t(why)}</p>;
  const { failure } = choosing;
  const isGone = failure?.kind === 'problem' && failure.problem.code === 'room-gone';
  return (
    <div class="stack tight">
      {!isAsking && (
        <button
          type="button"
          class="button main large"
          onClick={() => {
            setAsking(true);
          }}
        >
          {t('choose')}
        </button>
      )}
      {isAsking && (
        <Confirm
          shown={shown}
          isRunning={choosing.isRunning}
          onConfirm={choosing.run}
          onCancel={() => {
            setAsking(false);
          }}
        />
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      {isGone && (
        <button type="button" class="button main" onClick={onAskAnew}>
          {t('gone.fresh')}
        </button>
      )}
    </div>
  );
};
