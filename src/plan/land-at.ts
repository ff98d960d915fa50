import type { Place } from '../model/geometry.ts';
import type { Land } from '../policy/facts.ts';
import type { ZoneKind, Zones } from '../snapshot/zones.ts';

/** Town or country, where areas tell: a place in both, or in neither while both are loaded, is not told. */
function areaTypeIn(within: ReadonlySet<ZoneKind>, loaded: ReadonlySet<ZoneKind>): Land['areaType'] {
  const town = within.has('urban-area');
  const country = within.has('rural-area');
  if (town !== country) return town ? 'urban' : 'rural';
  if (town || loaded.has('urban-area') === loaded.has('rural-area')) return null;
  return loaded.has('urban-area') ? 'rural' : 'urban';
}

/** What the areas of the record say of a place; outside is told only by areas of a kind of which there is one. */
export function landAt(zones: Zones, place: Place): Land {
  const { loaded } = zones;
  const within = zones.at(place);
  const inside = (kind: ZoneKind): boolean | null => (loaded.has(kind) ? within.has(kind) : null);
  return {
    inProvincialPark: inside('provincial-park'),
    inUrbanPlan: inside('urban-planned-land'),
    inIncrementalArea: inside('incremental-network'),
    areaType: areaTypeIn(within, loaded),
    onForbiddenGround: within.has('forbidden'),
  };
}
