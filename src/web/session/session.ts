import { useEffect, useState } from 'preact/hooks';
import type { Caller } from '../../contract/claims.ts';

/** Where the token lives: this tab alone, gone when it closes. */
const KEY = 'jiedian.token';

/** Who is signed in. */
export interface Session {
  readonly token: string;
  readonly role: Caller['role'];
  readonly sub: string;
  readonly regions: Caller['regions'];
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Why there is no session, where one was expected. */
export type SignedOutBecause = 'expired' | 'invalid';

const ROLES: readonly string[] = ['customer', 'manager', 'planner', 'operator'] satisfies Caller['role'][];

const textOf = (base64url: string): string => {
  const bytes = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(bytes, (one) => one.charCodeAt(0)));
};

/** What a token says of its bearer; only the service checks whether it is true. `null` = it is no such token. */
export function readToken(token: string): Session | null {
  try {
    const said = JSON.parse(textOf(token.split('.')[1] ?? '')) as Partial<Caller> & { exp?: unknown };
    const { role, sub, regions, exp } = said;
    if (role === undefined || !ROLES.includes(role) || sub === undefined || regions === undefined)
      return null;
    return typeof exp === 'number' ? { token, role, sub, regions, expiresAt: exp * 1000 } : null;
  } catch {
    return null;
  }
}

/** Takes a token out of the fragment (`#token=…`), where it never reaches a server, and out of the address bar. */
function tokenOfLink(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token !== null) history.replaceState(null, '', location.pathname + location.search);
  return token;
}

interface SessionState {
  readonly session: Session | null;
  readonly because: SignedOutBecause | null;
}

let state: SessionState = { session: null, because: null };
const listeners = new Set<(next: SessionState) => void>();

function become(next: SessionState): void {
  state = next;
  for (const tell of listeners) tell(next);
}

/** Signs in with a token, or a whole link that ends in one. */
export function signIn(linkOrToken: string): void {
  const token = /(?:^|#token=)([\w-]+\.[\w-]+\.[\w-]*)\s*$/u.exec(linkOrToken.trim())?.[1] ?? '';
  const session = readToken(token);
  if (session === null) {
    become({ session: null, because: 'invalid' });
    return;
  }
  if (session.expiresAt <= Date.now()) {
    signOut('expired');
    return;
  }
  sessionStorage.setItem(KEY, token);
  become({ session, because: null });
}

/** Ends the session; where the service turned the token down, with the reason. */
export function signOut(because: SignedOutBecause | null = null): void {
  sessionStorage.removeItem(KEY);
  become({ session: null, because });
}

/** The token of the link, or the one this tab already has. Called once, before anything is drawn. */
export function startSession(): void {
  const token = tokenOfLink() ?? sessionStorage.getItem(KEY);
  if (token !== null) signIn(token);
}

/** The session as it stands, drawn anew when it changes. */
export function useSession(): SessionState {
  const [current, setCurrent] = useState(state);
  useEffect(() => {
    listeners.add(setCurrent);
    setCurrent(state);
    return () => void listeners.delete(setCurrent);
  }, []);
  return current;
}
