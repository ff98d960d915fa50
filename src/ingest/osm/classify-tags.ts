import type { Row } from '../../model/record.ts';
import type { Tags } from './element.ts';

type RoadClass = Row<'roads'>['class'];
type Surface = Row<'roads'>['surface'];
type AreaKind = Row<'areas'>['kind'];

/** What the tags of a way or an area mean to a route; `leftOut` = seen, and no use. */
export type Meaning =
  | { readonly table: 'roads'; readonly row: Omit<Row<'roads'>, 'id' | 'path_wkt'> }
  | { readonly table: 'barriers'; readonly row: Omit<Row<'barriers'>, 'id' | 'path_wkt'> }
  | { readonly table: 'areas'; readonly row: Omit<Row<'areas'>, 'id' | 'polygon_wkt'> }
  | { readonly leftOut: string };

/** OpenStreetMap wiki, "Key:highway". */
const ROADS: Readonly<Record<string, RoadClass>> = {
  motorway: 'motorway',
  motorway_link: 'motorway',
  trunk: 'trunk',
  trunk_link: 'trunk',
  primary: 'primary',
  primary_link: 'primary',
  secondary: 'secondary',
  secondary_link: 'secondary',
  tertiary: 'tertiary',
  tertiary_link: 'tertiary',
  unclassified: 'residential',
  residential: 'residential',
  living_street: 'residential',
  pedestrian: 'residential',
  road: 'residential',
  service: 'service',
  track: 'track',
  path: 'path',
  footway: 'path',
  cycleway: 'path',
  bridleway: 'path',
  steps: 'path',
};

/** OpenStreetMap wiki, "Key:surface". */
const GROUNDS: Readonly<Record<Exclude<Surface, 'unknown'>, readonly string[]>> = {
  asphalt: ['asphalt', 'chipseal', 'paved'],
  concrete: ['concrete', 'concrete:plates', 'concrete:lanes'],
  paving: ['paving_stones', 'sett', 'cobblestone', 'unhewn_cobblestone', 'bricks', 'block', 'tiles'],
  gravel: ['gravel', 'fine_gravel', 'compacted', 'pebblestone', 'rock'],
  soil: ['unpaved', 'ground', 'dirt', 'earth', 'mud', 'sand', 'grass', 'grass_paver', 'clay'],
};
const SURFACES = new Map(
  Object.entries(GROUNDS).flatMap(([surface, values]) => values.map((value) => [value, surface as Surface])),
);

const RAILS = new Set(['rail', 'light_rail', 'narrow_gauge', 'subway', 'preserved']);
const WATERWAYS = { river: 'river', canal: 'canal', stream: 'stream' } as const;
const GREENS = ['grass', 'forest', 'recreation_ground', 'village_green', 'wood', 'scrub', 'garden'];

const said = (value: string | undefined): boolean => value !== undefined && value !== 'no';
const nameOf = (tags: Tags): string | null => tags['name:zh'] ?? tags['name'] ?? null;

function road(tags: Tags): Meaning {
  const kind = tags['highway'] ?? '';
  const of = ROADS[kind];
  if (of === undefined) return { leftOut: `highway=${kind}` };
  if (said(tags['area'])) return { leftOut: 'highway as an area' };
  if (said(tags['indoor'])) return { leftOut: 'highway indoors' };
  const surface = SURFACES.get(tags['surface'] ?? '') ?? 'unknown';
  const built = { bridge: said(tags['bridge']), tunnel: said(tags['tunnel']) };
  return { table: 'roads', row: { name: nameOf(tags), class: of, surface, ...built } };
}

function barrierKind(tags: Tags): Row<'barriers'>['kind'] | null {
  if (RAILS.has(tags['railway'] ?? '')) return said(tags['highspeed']) ? 'high-speed-railway' : 'railway';
  const water = tags['waterway'];
  if (water === 'river' || water === 'canal' || water === 'stream') return WATERWAYS[water];
  if (tags['man_made'] === 'pipeline') return tags['substance'] === 'water' ? 'water-trunk' : 'pipeline';
  return null;
}

/** Values of a key that make an area of a kind; the first entry that fits decides. */
const AREAS: readonly (readonly [key: string, values: readonly string[], kind: AreaKind])[] = [
  ['landuse', ['military'], 'forbidden'],
  ['natural', ['water'], 'water'],
  ['waterway', ['riverbank'], 'water'],
  ['landuse', ['reservoir', 'basin'], 'water'],
  ['leisure', ['park'], 'park'],
  ['landuse', GREENS, 'green'],
  ['natural', GREENS, 'green'],
  ['leisure', GREENS, 'green'],
];

function areaKind(tags: Tags): AreaKind | null {
  if (said(tags['military'])) return 'forbidden';
  // A roof on posts is no obstacle.
  if (said(tags['building'])) return tags['building'] === 'roof' ? null : 'building';
  const fit = AREAS.find(([key, values]) => values.includes(tags[key] ?? ''));
  return fit?.[2] ?? null;
}

/** What a line means: a road, a barrier below the open sky, or nothing. */
export function lineMeaning(tags: Tags): Meaning | null {
  if (tags['highway'] !== undefined) return road(tags);
  const kind = barrierKind(tags);
  if (kind === null) return null;
  // What runs in a tunnel or a culvert is crossed above it, at no price.
  if (said(tags['tunnel']) && kind !== 'pipeline' && kind !== 'water-trunk')
    return { leftOut: `${kind} in a tunnel` };
  return { table: 'barriers', row: { name: nameOf(tags), kind } };
}

/** What an area means; `null` = nothing to a route. */
export function areaMeaning(tags: Tags): Meaning | null {
  const kind = areaKind(tags);
  return kind === null ? null : { table: 'areas', row: { name: nameOf(tags), kind } };
}
