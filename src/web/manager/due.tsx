import { useText } from '../language/use-text.ts';
import { manager } from './messages/manager.ts';

const DAY_MS = 86_400_000;
/** From so many days on before the last one it is coloured. */
const SOON_DAYS = 7;

/** Whole days from one ISO day to another; negative = it has passed. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

const todayInChina = (): string => new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' });

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
