import type { ApplicationAnswer } from '../../../contract/applications.ts';
import type { ClockAnswer } from '../../../contract/clocks.ts';
import { ClockHistory } from '../../clocks/clock-history.tsx';
import { ClockTag, lookOf } from '../../clocks/clock-tag.tsx';
import { todayInChina } from '../../clocks/days.ts';
import { clockText } from '../../clocks/messages/clocks.ts';
import { openClock, standingPause } from '../../clocks/open-clock.ts';
import { useText } from '../../language/use-text.ts';
import { caseText } from '../messages/case.ts';

/** Until when the company has to act, or what the clock stands for, in plain words. */
export const DeadlineLine = ({ clock }: { readonly clock: ClockAnswer }) => {
  const { t, format } = useText(caseText);
  const { kind, dueOn } = clock;
  const pause = standingPause(clock);
  return (
    <p>
      <ClockTag clock={clock} />{' '}
      {pause === undefined
        ? t(`until.${kind}`, { day: format.day(dueOn) })
        : t(`wait.${pause.reason}`, { day: format.day(pause.from) })}
    </p>
  );
};

const OpenDeadline = ({ clock }: { readonly clock: ClockAnswer }) => {
  const { t, format } = useText(caseText);
  const { t: say } = useText(clockText);
  const pause = standingPause(clock);
  const { key, tone } = lookOf(clock, todayInChina());
  return (
    <div class={`notice ${key === 'past' ? 'bad' : tone === 'warn' || pause !== undefined ? 'warn' : ''}`}>
      <DeadlineLine clock={clock} />
      {pause !== undefined && (
        <p>
          {t('wait.stands', { what: say(`kind.${clock.kind}`), day: format.day(pause.from) })}
          {pause.reason === 'documents' && (
            <>
              {' '}
              <a href="#documents">{t('wait.bring')}</a>
            </>
          )}
        </p>
      )}
      {key === 'past' && <p>{t('until.past')}</p>}
      {clock.estimated && <p class="soft small">{say('estimated')}</p>}
    </div>
  );
};

/** The deadlines of the own case; where none runs, that it does not. */
export const Deadline = ({ application }: { readonly application: ApplicationAnswer }) => {
  const { t } = useText(caseText);
  const { t: say } = useText(clockText);
  const { clocks } = application;
  const clock = openClock(clocks);
  return (
    <section class="stack tight" aria-label={say('title')}>
      {clock === undefined ? <p class="soft small">{t('until.none')}</p> : <OpenDeadline clock={clock} />}
      {clocks.length > 0 && <ClockHistory clocks={clocks} />}
    </section>
  );
};
