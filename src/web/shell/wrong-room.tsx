import { useText } from '../language/use-text.ts';
import { shared } from '../messages/shared.ts';
import { Empty } from '../parts/empty.tsx';
import type { Session } from '../session/session.ts';
import { Link } from './link.tsx';

interface WrongRoomProps {
  readonly role: Session['role'];
  /** Whose room the address names; `null` = none that there is. */
  readonly room: Session['role'] | null;
}

/** The address leads to another role's room, or nowhere. */
export const WrongRoom = ({ role, room }: WrongRoomProps) => {
  const { t } = useText(shared);
  const title =
    room === null ? t('notHere') : t('wrongRoom', { room: t(`role.${room}`), role: t(`role.${role}`) });
  return (
    <main id="main" class="page">
      <Empty title={title}>
        <p>{t('notHere.hint')}</p>
        <Link to={`/${role}`} class="button">
          {t('toOwnRoom')}
        </Link>
      </Empty>
    </main>
  );
};
