import { useEffect } from 'preact/hooks';
import { LANGUAGE_TAG, language } from '../language/language.ts';
import { useText } from '../language/use-text.ts';
import { shared } from '../messages/shared.ts';
import { useSession } from '../session/session.ts';
import { Bar } from './bar.tsx';
import { RoomView } from './room-view.tsx';
import { ROOMS } from './rooms.ts';
import { type Route, goTo, useRoute } from './route.ts';
import { SessionBanner } from './session-banner.tsx';
import { SignIn } from './sign-in.tsx';
import { WrongRoom } from './wrong-room.tsx';

const isRole = (name: string): name is keyof typeof ROOMS => Object.hasOwn(ROOMS, name);

const Inside = ({ route }: { readonly route: Route }) => {
  const { session, because } = useSession();
  const [first] = route.parts;
  useEffect(() => {
    if (session !== null && first === undefined) goTo(`/${session.role}`);
  }, [session, first]);
  if (session === null) return <SignIn because={because} />;
  if (first !== undefined && first !== session.role) {
    return <WrongRoom role={session.role} room={isRole(first) ? first : null} />;
  }
  return <RoomView key={session.token} session={session} route={route} />;
};

/** The page: bar, banner, and the room of who is signed in. */
export const App = () => {
  const { session } = useSession();
  const route = useRoute();
  const [chosen] = language.use();
  const { t } = useText(shared);
  useEffect(() => {
    document.documentElement.lang = LANGUAGE_TAG[chosen];
    document.title = session === null ? '接电 Jiedian' : `${t(`role.${session.role}`)} · ${t('product')}`;
  }, [chosen, session]);
  return (
    <div class="shell">
      <Bar session={session} at={route.parts.slice(1).join('/')} />
      <SessionBanner session={session} />
      <Inside route={route} />
    </div>
  );
};
