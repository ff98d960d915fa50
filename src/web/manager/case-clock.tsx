import { useEffect, useRef, useState } from 'preact/hooks';
import type { ApplicationAnswer } from '../../contract/applications.ts';
import { PAUSE_REASONS } from '../../contract/case-choices.ts';
import type { ClockAnswer } from '../../contract/clocks.ts';
import { call } from '../api/call.ts';
import { useAction } from '../api/use-action.ts';
import { ClockHistory, PauseLine } from '../clocks/clock-history.tsx';
import { ClockTag } from '../clocks/clock-tag.tsx';
import { clockText } from '../clocks/messages/clocks.ts';
import { openClock, standingPause } from '../clocks/open-clock.ts';
import { useText } from '../language/use-text.ts';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { Field } from '../parts/field.tsx';
import { textOf } from '../parts/text-of.ts';
import type { Session } from '../session/session.ts';
import { manager } from './messages/manager.ts';

interface CaseClockProps {
  readonly session: Session;
  readonly file: ApplicationAnswer;
  readonly onDone: () => void;
}

/** Why the clock shall stand, and what else is to be said to colleagues. */
const PauseForm = ({ session, file, onDone, onClose }: CaseClockProps & { readonly onClose: () => void }) => {
  const { t } = useText(manager);
  const { t: say } = useText(clockText);
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    first.current?.focus();
  }, []);
  const pause = useAction(async (data: FormData) => {
    const body = { reason: textOf(data, 'reason'), note: textOf(data, 'note').trim() || null };
    await call(session, `/v1/applications/${file.id}/pause`, { method: 'POST', body });
    onClose();
    onDone();
  });
  return (
    <form
      class="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        pause.run(new FormData(event.currentTarget));
      }}
    >
      <Field label={t('clock.reason')} hint={t('clock.reason.hint')}>
        {(ids) => (
          <select {...ids} ref={first} name="reason">
            {PAUSE_REASONS.map((reason) => (
              <option key={reason} value={reason}>
                {say(`reason.${reason}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('clock.note')} hint={t('clock.note.hint')}>
        {(ids) => <input {...ids} name="note" maxLength={1000} />}
      </Field>
      {pause.failure !== null && <FailureNotice failure={pause.failure} />}
      <div class="row">
        <button type="submit" class="button main" disabled={pause.isRunning}>
          {t('clock.pause')}
        </button>
        <button type="button" class="button bare" onClick={onClose}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
};

/** Stops the clock that runs, or lets it go on. */
const ClockSteps = (props: CaseClockProps & { readonly isStanding: boolean }) => {
  const { session, file, onDone, isStanding } = props;
  const { t } = useText(manager);
  const [isPausing, setPausing] = useState(false);
  const resume = useAction(async () => {
    await call(session, `/v1/applications/${file.id}/resumption`, { method: 'POST', body: {} });
    onDone();
  });
  if (isPausing && !isStanding)
    return (
      <PauseForm
        {...props}
        onClose={() => {
          setPausing(false);
        }}
      />
    );
  return (
    <div class="stack tight no-print">
      <div class="row">
        {isStanding ? (
          <button type="button" class="button" disabled={resume.isRunning} onClick={resume.run}>
            {t('clock.resume')}
          </button>
        ) : (
          <button
            type="button"
            class="button"
            onClick={() => {
              setPausing(true);
            }}
          >
            {t('clock.ask')}
          </button>
        )}
      </div>
      {resume.failure !== null && <FailureNotice failure={resume.failure} />}
    </div>
  );
};

const OpenClock = ({ clock, ...props }: CaseClockProps & { readonly clock: ClockAnswer }) => {
  const { t, format } = useText(manager);
  const { t: say } = useText(clockText);
  const pause = standingPause(clock);
  const { kind, dueOn, startedOn, estimated } = clock;
  return (
    <>
      <div class="row spread">
        <h2>
          {say('title')}：{say(`kind.${kind}`)}
        </h2>
        <ClockTag clock={clock} />
      </div>
      <p>
        {dueOn === null ? t('clock.noDay') : say('due', { day: format.day(dueOn) })}
        <span class="soft"> · {say('began', { day: format.day(startedOn) })}</span>
      </p>
      {estimated && <p class="soft small">{say('estimated')}</p>}
      {pause !== undefined && (
        <p>
          <PauseLine pause={pause} />
        </p>
      )}
      <ClockSteps {...props} isStanding={pause !== undefined} />
    </>
  );
};

/** The deadlines of a case: the open one with what can be done to it, and all of them to unfold. */
export const CaseClock = (props: CaseClockProps) => {
  const { t } = useText(manager);
  const { t: say } = useText(clockText);
  const { clocks } = props.file;
  const clock = openClock(clocks);
  return (
    <section class="card stack tight" aria-label={say('title')}>
      {clock === undefined ? (
        <p class="soft">{t('clock.none')}</p>
      ) : (
        <OpenClock key={`${clock.kind}${clock.startedOn}`} {...props} clock={clock} />
      )}
      {clocks.length > 0 && <ClockHistory clocks={clocks} />}
    </section>
  );
};
