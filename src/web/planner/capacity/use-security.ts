import { useMemo } from 'preact/hooks';
import type { CapacityListAnswer } from '../../../contract/capacity-list.ts';
import type { Loaded } from '../../api/use-loaded.ts';
import { type Pages, usePages } from '../../api/use-pages.ts';
import type { Session } from '../../session/session.ts';
import { type Item, NO_CLASSES, type SecurityClasses, securityClasses } from './security.ts';

/** Feeders a map can be coloured by; a city has 2,000. */
const MOST_FEEDERS = 5000;

interface Security {
  readonly classes: SecurityClasses;
  readonly loaded: Loaded<Pages<Item, CapacityListAnswer>>;
}

/** What survives a loss, for the whole region; asked for when the map is coloured by it. */
export function useSecurity(
  session: Session,
  { region, season }: { readonly region: string; readonly season: string | null },
  isAsked: boolean,
): Security {
  const query = { region, season, include: 'n-minus-one' };
  const ask = (list: string): string | null => (isAsked ? `/v1/capacity/${list}` : null);
  const feeders = usePages<CapacityListAnswer>(session, ask('feeders'), query, MOST_FEEDERS);
  const stations = usePages<CapacityListAnswer>(session, ask('substations'), query, MOST_FEEDERS);
  const classes = useMemo(
    () =>
      isAsked
        ? securityClasses([...(feeders.value?.items ?? []), ...(stations.value?.items ?? [])])
        : NO_CLASSES,
    [isAsked, feeders.value, stations.value],
  );
  return { classes, loaded: feeders };
}
