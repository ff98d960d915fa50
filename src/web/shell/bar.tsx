import { LANGUAGE_TAG, language } from '../language/language.ts';
import { useText } from '../language/use-text.ts';
import { shared } from '../messages/shared.ts';
import { type Session, signOut } from '../session/session.ts';
import { Link } from './link.tsx';
import type { Place } from './room.ts';
import { ROOMS } from './rooms.ts';
import { useTheme } from './theme.ts';

const Switches = ({ isSignedIn }: { readonly isSignedIn: boolean }) => {
  const { t } = useText(shared);
  const [chosen, choose] = language.use();
  const { theme, choose: chooseTheme } = useTheme();
  const other = chosen === 'zh' ? 'en' : 'zh';
  return (
    <div class="bar-end">
      <button
        type="button"
        lang={LANGUAGE_TAG[other]}
        onClick={() => {
          choose(other);
        }}
      >
        {t('language')}
      </button>
      <button
        type="button"
        onClick={() => {
          chooseTheme(theme === 'dark' ? 'light' : 'dark');
        }}
      >
        {t(theme === 'dark' ? 'toLight' : 'toDark')}
      </button>
      {isSignedIn && (
        <button
          type="button"
          onClick={() => {
            signOut();
          }}
        >
          {t('signOut')}
        </button>
      )}
    </div>
  );
};

interface BarProps {
  readonly session: Session | null;
  /** Path below the room, to mark where the reader is. */
  readonly at: string;
}

/** The bar at the top: whose room it is, where it leads, language and theme. */
export const Bar = ({ session, at }: BarProps) => {
  const { t } = useText(shared);
  const [chosen] = language.use();
  const places: readonly Place[] = session === null ? [] : ROOMS[session.role].places;
  const here = places.findLast(({ path }) => at === path || path === '' || at.startsWith(`${path}/`));
  return (
    <header class="bar">
      <a class="skip button" href="#main">
        {t('skip')}
      </a>
      <Link to={session === null ? '/' : `/${session.role}`} class="bar-brand">
        <img src="/assets/icon.svg" alt="" width="28" height="28" />
        {t('product')}
      </Link>
      {session !== null && <span class="bar-room">{t(`role.${session.role}`)}</span>}
      {session !== null && places.length > 0 && (
        <nav class="bar-nav" aria-label={t(`role.${session.role}`)}>
          {places.map((place) => (
            <Link
              key={place.path}
              to={`/${session.role}${place.path === '' ? '' : `/${place.path}`}`}
              current={place === here}
            >
              {place[chosen]}
            </Link>
          ))}
        </nav>
      )}
      <Switches isSignedIn={session !== null} />
    </header>
  );
};
