import type { ClockAnswer } from '../../contract/clocks.ts';
import { useText } from '../language/use-text.ts';
import { daysBetween, todayInChina } from './days.ts';
import { clockText } from './messages/clocks.ts';

interface Look {
  readonly key: 'left' | 'today' | 'past' | 'paused' | 'met' | 'late' | 'ended';
  readonly tone: string;
  /** Calendar days to the last day or since it. */
  readonly days: number;
}

/** How a clock is told on an ISO day. */
export function lookOf({ state, soon, dueOn, metOn }: ClockAnswer, today: string): Look {
  const days = dueOn === null ? 0 : daysBetween(today, dueOn);
  if (state === 'paused') return { key: 'paused', tone: 'accent', days };
  if (state === 'ended') return { key: 'ended', tone: '', days };
  if (state === 'met') {
    const isLate = dueOn !== null && metOn !== null && metOn > dueOn;
    return isLate ? { key: 'late', tone: 'warn', days } : { key: 'met', tone: 'good', days };
  }
  if (state === 'overdue') return { key: 'past', tone: 'bad', days: Math.abs(days) };
  return { key: days > 0 ? 'left' : 'today', tone: soon ? 'warn' : '', days };
}

/** How a deadline stands; its words say it, the colour only helps the eye. */
export const ClockTag = ({ clock }: { readonly clock: ClockAnswer }) => {
  const { t } = useText(clockText);
  const { key, tone, days } = lookOf(clock, todayInChina());
  return <span class={`tag ${tone}`}>{t(`tag.${key}`, { days })}</span>;
};
