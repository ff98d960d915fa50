import { useState } from 'preact/hooks';
import type { ApplicationAnswer } from '../../contract/applications.ts';
import { call } from '../api/call.ts';
import { useAction } from '../api/use-action.ts';
import { useText } from '../language/use-text.ts';
import { manager } from './messages/manager.ts';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { Field } from '../parts/field.tsx';
import type { Session } from '../session/session.ts';
import { ACTIONS, type CaseAction, STEP_FORMS } from './case-actions.ts';

interface CaseStepsProps {
  readonly session: Session;
  readonly file: ApplicationAnswer;
  readonly onDone: () => void;
}

/** Which steps make sense beyond the state: a review where the policy asks for one, a second connection of a staged plan. */
function possible({ status, choice }: ApplicationAnswer): readonly CaseAction[] {
  const isReviewed = choice !== null && choice.review !== 'none';
  const isSigned = choice !== null && choice.signatures >= 2;
  return ACTIONS[status].filter((action) => {
    if (action === 'review') return isReviewed && !isSigned;
    // Once more for the rest of a staged supply.
    if (action === 'connect') return status === 'approved' || choice?.kind === 'staged';
    if (action === 'approve') return status === 'in-review' ? isSigned : !isReviewed;
    return true;
  });
}

const readBody = (form: HTMLFormElement): Record<string, string | number> =>
  Object.fromEntries(
    [...form.querySelectorAll('input')].map(({ name, type, value, valueAsNumber }) => [
      name,
      type === 'number' ? valueAsNumber : value,
    ]),
  );

interface StepFormProps extends CaseStepsProps {
  readonly action: CaseAction;
  readonly onClose: () => void;
}

/** Asks what a step needs to know, or whether it is meant, and takes it. */
const StepForm = ({ session, file, action, onDone, onClose }: StepFormProps) => {
  const { t } = useText(manager);
  const { path, method, fields } = STEP_FORMS[action];
  const step = useAction(async (body: Record<string, string | number>) => {
    const said = method === 'DELETE' ? {} : { body };
    await call(session, `/v1/applications/${file.id}/${path}`, { method, ...said });
    onClose();
    onDone();
  });
  return (
    <form
      class="card stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        step.run(readBody(event.currentTarget));
      }}
    >
      <h3>{t(`step.${action}`)}</h3>
      {(action === 'release' || action === 'withdraw') && <p>{t(`step.sure.${action}`)}</p>}
      {action === 'review' && <p>{t('step.review.signed', { count: file.choice?.signatures ?? 0 })}</p>}
      {fields.map(({ name, type }) => (
        <Field key={name} label={t(`step.${name}`)}>
          {(ids) => (
            <input
              {...ids}
              name={name}
              type={type}
              required
              min={type === 'number' ? 0 : undefined}
              step="any"
            />
          )}
        </Field>
      ))}
      {step.failure !== null && <FailureNotice failure={step.failure} />}
      <div class="row">
        <button
          type="submit"
          class={STEP_FORMS[action].isSure ? 'button main' : 'button danger'}
          disabled={step.isRunning}
        >
          {t('confirm')}
        </button>
        <button type="button" class="button bare" onClick={onClose}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
};

/** The steps that are open to a manager now. */
export const CaseSteps = (props: CaseStepsProps) => {
  const { t } = useText(manager);
  const [asked, setAsked] = useState<CaseAction | null>(null);
  const actions = possible(props.file);
  if (asked !== null && actions.includes(asked))
    return (
      <StepForm
        {...props}
        key={asked}
        action={asked}
        onClose={() => {
          setAsked(null);
        }}
      />
    );
  return (
    <div class="row">
      {actions.map((action, at) => (
        <button
          key={action}
          type="button"
          class={at === 0 && STEP_FORMS[action].isSure ? 'button main' : 'button'}
          onClick={() => {
            setAsked(action);
          }}
        >
          {t(`step.${action}`)}
        </button>
      ))}
    </div>
  );
};
