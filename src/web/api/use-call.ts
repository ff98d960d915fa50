import type { Session } from '../session/session.ts';
import { type Asked, call, pathWith } from './call.ts';
import { type Loaded, useLoaded } from './use-loaded.ts';

/** Asks for something and keeps it; asks anew when path or query change. `null` = nothing to ask for yet. */
export function useCall<T>(session: Session, path: string | null, query?: Asked['query']): Loaded<T> {
  const target = path === null ? null : pathWith(path, query);
  return useLoaded(session, target, (signal) => call<T>(session, target ?? '', { signal }));
}
