import { useEffect, useState } from 'preact/hooks';

/** Where the page is: the parts of the path, and what the address says beside them. */
export interface Route {
  /** `/manager/cases/12` → `['manager', 'cases', '12']`. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
}

const listeners = new Set<(route: Route) => void>();

const readRoute = (): Route => ({
  parts: location.pathname.split('/').filter(Boolean).map(decodeURIComponent),
  query: new URLSearchParams(location.search),
});

const tell = (): void => {
  const route = readRoute();
  for (const listener of listeners) listener(route);
};
addEventListener('popstate', tell);

/** Goes to a path of this page; the back button leads back. */
export function goTo(path: string): void {
  history.pushState(null, '', path);
  tell();
  scrollTo(0, 0);
}

/**
 * Writes what is shown into the address, so that it can be sent to a colleague.
 *
 * @param changes `null` takes a name out.
 */
export function setQuery(changes: Readonly<Record<string, string | null>>): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  const next = location.pathname + (text === '' ? '' : `?${text}`);
  if (next === location.pathname + location.search) return;
  history.replaceState(null, '', next);
  tell();
}

/** The route as it stands, drawn anew when it changes. */
export function useRoute(): Route {
  const [route, setRoute] = useState(readRoute);
  useEffect(() => {
    listeners.add(setRoute);
    return () => void listeners.delete(setRoute);
  }, []);
  return route;
}
