import type { Ground } from '../../model/ground.ts';
import { STREET_CLASSES } from '../../model/land-words.ts';
import { type BaseLayerName, TILE_MAX_ZOOM } from '../../model/tiles.ts';
import type { GroundShape, GroundShapes } from '../../snapshot/ground-shapes.ts';
import type { ZoneKind } from '../../snapshot/zones.ts';
import {
  type Candidate,
  type LayerSource,
  type TileGeometry,
  type TilePlace,
  diagonal,
} from './candidate.ts';
import { joinPieces } from './join-pieces.ts';
import { unitsPerDegree } from './tile-box.ts';

/**
 * Not drawn for everyone: forbidden ground, which may be military, defence cables and pipelines, and the duct corridors
 * of the grid.
 */
const AREAS: readonly ZoneKind[] = [
  'urban-area',
  'rural-area',
  'urban-planned-land',
  'incremental-network',
  'provincial-park',
  'park',
  'green',
];

/** From which zoom on a kind is drawn, where that is later than its layer. */
const FROM_ZOOM: Readonly<Record<string, number>> = { secondary: 10, canal: 11, stream: 11, tertiary: 12 };
/** From which zoom on all roads are. */
const ALL_ROADS_ZOOM = 13;
const MAIN_ROADS: readonly string[] = ['motorway', 'trunk', 'primary', 'secondary', 'tertiary'];

/** Smaller shapes than this many units of a tile are not drawn, except at the deepest zoom. */
const SMALLEST_UNITS = 3;

const isRoadAt =
  (z: number) =>
  (of: Ground['class']): boolean =>
    z >= ALL_ROADS_ZOOM || (MAIN_ROADS.includes(of) && z >= (FROM_ZOOM[of] ?? 0));

/** Higher classes stay longest. */
const rankOf = (of: Ground['class']): number =>
  STREET_CLASSES.length - STREET_CLASSES.findIndex((one) => one === of);

const copied = (rings: GroundShape<string>['rings']): number[][][] =>
  rings.map((ring) => ring.map(([lon, lat]) => [lon, lat]));

function shapes(
  found: readonly GroundShape<string>[],
  { z }: TilePlace,
  drawn: { readonly as: 'LineString' | 'Polygon'; readonly withKind: boolean },
): Candidate[] {
  const least = z === TILE_MAX_ZOOM ? 0 : SMALLEST_UNITS / unitsPerDegree(z);
  return found.flatMap(({ kind, name, rings }) => {
    const weight = diagonal(rings[0] ?? []);
    if (weight < least || z < (FROM_ZOOM[kind] ?? 0)) return [];
    const geometry = (): TileGeometry =>
      drawn.as === 'Polygon'
        ? { type: 'Polygon', coordinates: copied(rings) }
        : { type: 'LineString', coordinates: copied(rings)[0] ?? [] };
    const properties = drawn.withKind ? { kind, name: name || null } : {};
    return [{ weight, feature: () => ({ type: 'Feature', geometry: geometry(), properties }) }];
  });
}

const AREA = { as: 'Polygon', withKind: true } as const;
const LINE = { as: 'LineString', withKind: true } as const;

/** What the layers of the ground show. */
export const BASE_LAYERS: Readonly<Record<BaseLayerName, LayerSource<GroundShapes>>> = {
  areas: (ground, place) => shapes(ground.zones(place.box, AREAS), place, AREA),
  water: (ground, place) => shapes(ground.land(place.box, ['water']), place, AREA),
  waterways: (ground, place) => shapes(ground.land(place.box, ['river', 'canal', 'stream']), place, LINE),
  railways: (ground, place) => shapes(ground.land(place.box, ['railway', 'high-speed-railway']), place, LINE),
  roads: (ground, { z, box }) =>
    joinPieces(ground.roads(box, isRoadAt(z))).map(({ ground: { class: of, structure }, name, path }) => ({
      // A region spans less than 90 degrees: the class outweighs any length.
      weight: rankOf(of) * 360 + diagonal(path),
      feature: () => ({
        type: 'Feature',
        geometry: { type: 'LineString', coordinates: path },
        properties: { class: of, structure, name: ground.roadName(name) || null },
      }),
    })),
  buildings: (ground, place) =>
    shapes(ground.land(place.box, ['building']), place, { as: 'Polygon', withKind: false }),
};
