import type { ClockAnswer } from '../../contract/clocks.ts';
import { ClockTag } from '../clocks/clock-tag.tsx';
import { clockText } from '../clocks/messages/clocks.ts';
import { openClock, standingPause } from '../clocks/open-clock.ts';
import { useText } from '../language/use-text.ts';

/** The deadline of a case that is open, in a line: for what, until when, how it stands and why. */
export const Deadline = ({ clocks }: { readonly clocks: readonly ClockAnswer[] }) => {
  const { t, format } = useText(clockText);
  const clock = openClock(clocks);
  if (clock === undefined) return <span class="soft">—</span>;
  const pause = standingPause(clock);
  return (
    <>
      {t(`kind.${clock.kind}`)} {clock.dueOn !== null && format.day(clock.dueOn)} <ClockTag clock={clock} />
      {pause !== undefined && <span class="soft small deadline-why">{t(`reason.${pause.reason}`)}</span>}
    </>
  );
};
