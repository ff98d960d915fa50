import { useText } from '../language/use-text.ts';
import { daysBetween, todayInChina } from '../clocks/days.ts';
import { manager } from './messages/manager.ts';

/** From so many days on before the last one it is coloured. */
const SOON_DAYS = 7;

/** The last day of something and how long that is off. */
export const Due = ({ day }: { readonly day: string | null }) => {
  const { t, format } = useText(manager);
  if (day === null) return <span class="soft">—</span>;
  const days = daysBetween(todayInChina(), day);
  const key = days > 0 ? 'due.left' : days === 0 ? 'due.today' : 'due.past';
  const tone = days < 0 ? 'bad' : days <= SOON_DAYS ? 'warn' : '';
  return (
    <span class="due">
      {format.day(day)} <span class={`tag ${tone}`}>{t(key, { days: Math.abs(days) })}</span>
    </span>
  );
};
