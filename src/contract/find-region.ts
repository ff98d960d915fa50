import type { Caller } from './claims.ts';
import { Refusal, type Issue } from './refusal.ts';
import { shown } from './shown.ts';
import type { Place } from '../model/geometry.ts';
import type { Planner } from '../model/planner.ts';
import { usableRegions } from './usable-regions.ts';

type Loaded = Pick<Planner, 'regions' | 'regionsAt'>;

const written = ({ lon, lat }: Place): string => `${lon} ${lat} (WGS84)`;

interface Asked {
  /** The region the request names. */
  readonly region: string | undefined;
  /** Pointer of that field, and of the one that holds the place. */
  readonly pointers: { readonly region: string; readonly place: string };
}

/**
 * The region a request about a place belongs to: the one it names, or the only one of the caller's that reaches
 * the place.
 *
 * @throws Refusal `region-not-found`, `outside-every-region` or `several-regions`.
 */
export function regionAt(planner: Loaded, caller: Caller, place: Place, asked: Asked): string {
  const tried =
    asked.region === undefined ? null : [namedRegion(planner, caller, asked.region, asked.pointers.region)];
  const [region, ...others] = planner.regionsAt(place, tried ?? caller.regions);
  if (region === undefined) {
    const allowed = tried ?? usableRegions(planner, caller).map(({ id }) => id);
    const exchanged: Place = { lon: place.lat, lat: place.lon };
    const meant =
      Math.abs(exchanged.lat) <= 90 && planner.regionsAt(exchanged, tried ?? caller.regions).length > 0;
    throw new Refusal('outside-every-region', [
      {
        pointer: asked.pointers.place,
        code: 'not-covered',
        received: written(place),
        allowed,
        ...(meant ? { didYouMean: written(exchanged) } : {}),
      },
    ]);
  }
  if (others.length > 0) throw several([region, ...others], asked.pointers.region);
  return region;
}

/**
 * The region of a request without a place: the one it names, or the caller's only one.
 *
 * @param pointer of the field that names it.
 * @throws Refusal `region-not-found` or `several-regions`.
 */
export function onlyRegion(
  planner: Loaded,
  caller: Caller,
  region: string | undefined,
  pointer = '/query/region',
): string {
  if (region !== undefined) return namedRegion(planner, caller, region, pointer);
  const [only, ...others] = usableRegions(planner, caller).map(({ id }) => id);
  if (only === undefined) throw new Refusal('region-not-found');
  if (others.length > 0) throw several([only, ...others], pointer);
  return only;
}

/** A region that is not the caller's is refused as if it did not exist. */
export function namedRegion(planner: Loaded, caller: Caller, region: string, pointer: string): string {
  const allowed = usableRegions(planner, caller).map(({ id }) => id);
  if (allowed.includes(region)) return region;
  const issue: Issue = { pointer, code: 'not-known', received: shown(region), allowed };
  throw new Refusal('region-not-found', [issue]);
}

const several = (allowed: readonly string[], pointer: string): Refusal =>
  new Refusal('several-regions', [{ pointer, code: 'not-unique', received: null, allowed }]);
