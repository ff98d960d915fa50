import { useEffect, useState } from 'preact/hooks';
import { useText } from '../language/use-text.ts';
import { shared } from '../messages/shared.ts';
import { type Session, signOut } from '../session/session.ts';

const WARN_BEFORE_MS = 10 * 60_000;

/** Warns before the sign-in ends, ends it in time, and says when the network is gone. */
export const SessionBanner = ({ session }: { readonly session: Session | null }) => {
  const { t, format } = useText(shared);
  const [isEnding, setEnding] = useState(false);
  const [isOnline, setOnline] = useState(navigator.onLine);
  const expiresAt = session?.expiresAt;
  useEffect(() => {
    const look = (): void => {
      const left = expiresAt === undefined ? Infinity : expiresAt - Date.now();
      setEnding(left < WARN_BEFORE_MS);
      if (left <= 0) signOut('expired');
    };
    look();
    const timer = setInterval(look, 5_000);
    return () => {
      clearInterval(timer);
    };
  }, [expiresAt]);
  useEffect(() => {
    const heard = (): void => {
      setOnline(navigator.onLine);
    };
    for (const name of ['online', 'offline']) addEventListener(name, heard);
    return () => {
      for (const name of ['online', 'offline']) removeEventListener(name, heard);
    };
  }, []);
  const says = [
    ...(isOnline ? [] : [t('offline.now')]),
    ...(isEnding && expiresAt !== undefined
      ? [t('expiring', { time: format.time(new Date(expiresAt).toISOString()) })]
      : []),
  ];
  return <div role="status">{says.length > 0 && <p class="banner">{says.join(' ')}</p>}</div>;
};
