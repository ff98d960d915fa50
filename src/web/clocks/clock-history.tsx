import type { ClockAnswer } from '../../contract/clocks.ts';
import { useText } from '../language/use-text.ts';
import { ClockTag } from './clock-tag.tsx';
import './clocks.css';
import { clockText } from './messages/clocks.ts';

type Pause = ClockAnswer['pauses'][number];

/** A stretch in which the clock stood, why, and to staff who stopped it and what else there was to say. */
export const PauseLine = ({ pause }: { readonly pause: Pause }) => {
  const { t, format } = useText(clockText);
  const { reason, from, until, note, by } = pause;
  const said = { from: format.day(from), until: format.day(until), reason: t(`reason.${reason}`) };
  return (
    <>
      {t(until === null ? 'pause.stands' : 'pause.was', said)}
      {by !== null && <span class="soft"> · {by}</span>}
      {note !== null && <span class="soft"> · {note}</span>}
    </>
  );
};

const OneClock = ({ clock }: { readonly clock: ClockAnswer }) => {
  const { t, format, word } = useText(clockText);
  const { kind, startedOn, dueOn, metOn, endedOn, steps, pauses } = clock;
  const days = [
    t('began', { day: format.day(startedOn) }),
    ...(dueOn === null ? [] : [t('due', { day: format.day(dueOn) })]),
    ...(metOn === null ? [] : [t('met', { day: format.day(metOn) })]),
    ...(endedOn === null ? [] : [t('ended', { day: format.day(endedOn) })]),
  ];
  const limits = steps.map(({ name, days: limit, dayKind }) =>
    t('step', { step: word('step', name), days: format.number(limit, 1), kind: word('dayKind', dayKind) }),
  );
  return (
    <li class="stack tight">
      <p>
        <b>{t(`kind.${kind}`)}</b> <ClockTag clock={clock} />
      </p>
      <p class="soft">{days.join(' · ')}</p>
      <p class="soft">{limits.join(' · ')}</p>
      {pauses.length > 0 && (
        <ul>
          {pauses.map((pause, at) => (
            <li key={at}>
              <PauseLine pause={pause} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
};

/** Every deadline of a case with its limits and pauses, to unfold. */
export const ClockHistory = ({ clocks }: { readonly clocks: readonly ClockAnswer[] }) => {
  const { t } = useText(clockText);
  return (
    <details>
      <summary>{t('past')}</summary>
      <ol class="plain stack small clock-list">
        {clocks.map((clock) => (
          <OneClock key={`${clock.kind}${clock.startedOn}`} clock={clock} />
        ))}
      </ol>
    </details>
  );
};
