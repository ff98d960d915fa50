import type { SourceKind } from '../../model/plan.ts';
import type { GridLayerName } from '../../model/tiles.ts';
import type { ShapeBox } from '../../snapshot/shape-box.ts';
import type { Snapshot } from '../../snapshot/open.ts';
import { elementCapacity, elementRoom, stationCapacity } from '../element-capacity.ts';
import {
  type Candidate,
  type GridRegion,
  type LayerSource,
  type TileFeature,
  diagonal,
} from './candidate.ts';

type Properties = TileFeature['properties'];

const pointAt = ({ lon, lat }: { lon: number; lat: number }, properties: Properties): TileFeature => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [lon, lat] },
  properties,
});

const holds = ({ west, south, east, north }: ShapeBox, { lon, lat }: { lon: number; lat: number }): boolean =>
  lon >= west && lon <= east && lat >= south && lat <= north;

/** Colour of an element on the map: what is left on its chain. */
const roomOf = ({ headroom, ledger }: GridRegion, element: number): Properties => ({
  ...elementRoom(headroom, ledger, element),
});

/** The feeder of a section. */
const feederOf = (snapshot: Snapshot, element: number): Properties => ({
  feederId: snapshot.feederIdOf(element),
  dedicated: snapshot.columns.feederDedicated[snapshot.columns.elementFeeder[element] ?? -1] === 1,
});

/** Feeders as they run, each one feature with the figures of its outlet. */
const feeders: LayerSource<GridRegion> = (region, { box }) => {
  const { headroom, shapes } = region;
  const { snapshot } = headroom;
  const { feederId, feederElement, feederDedicated, elementKv } = snapshot.columns;
  return shapes.feedersIn(box).map(({ feeder, span }): Candidate => {
    const outlet = feederElement[feeder] ?? -1;
    const feature = (): TileFeature => {
      const id = snapshot.string(feederId[feeder] ?? 0);
      const name = snapshot.elementName(outlet) || null;
      const dedicated = feederDedicated[feeder] === 1;
      return {
        type: 'Feature',
        geometry: {
          type: 'MultiLineString',
          coordinates: shapes.linesOf(feeder).map((line) => line.map(([lon, lat]) => [lon, lat])),
        },
        properties: { id, name, kv: elementKv[outlet] ?? null, dedicated, ...roomOf(region, outlet) },
      };
    };
    return { weight: span, feature };
  });
};

/** Lines of one kind, each a feature of its own. */
const lines =
  (kind: 'section' | 'lv-line'): LayerSource<GridRegion> =>
  (region, { box }) => {
    const { headroom, shapes } = region;
    const { snapshot } = headroom;
    return shapes.elementsIn(box).flatMap((element): Candidate[] => {
      const path = snapshot.elementKind(element) === kind ? shapes.pathOf(element) : [];
      if (path.length < 2) return [];
      const feature = (): TileFeature => ({
        type: 'Feature',
        geometry: { type: 'LineString', coordinates: path.map(([lon, lat]) => [lon, lat]) },
        properties: {
          id: snapshot.elementId(element),
          ...(kind === 'section' ? feederOf(snapshot, element) : {}),
          kv: snapshot.columns.elementKv[element] ?? null,
          ...roomOf(region, element),
        },
      });
      return [{ weight: diagonal(path), feature }];
    });
  };

const substations: LayerSource<GridRegion> = (region, { box }) => {
  const { headroom, ledger, shapes } = region;
  const { snapshot } = headroom;
  const stations = new Map<number, number[]>();
  for (const main of shapes.mains) {
    const station = snapshot.columns.elementSubstation[main] ?? -1;
    if (station >= 0) stations.set(station, [...(stations.get(station) ?? []), main]);
  }
  return [...stations].flatMap(([station, mains]): Candidate[] => {
    const at = snapshot.elementPlace(mains[0] ?? -1);
    if (at === null || !holds(box, at)) return [];
    const id = snapshot.string(snapshot.columns.substationId[station] ?? 0);
    const name = snapshot.string(snapshot.columns.substationName[station] ?? 0) || null;
    const weight = mains.reduce((sum, main) => sum + (snapshot.columns.ratingCkva[main] ?? 0), 0);
    const feature = (): TileFeature => {
      const each = mains.map((main) => elementCapacity(headroom, ledger, main));
      const { ratingKva, openKva, loadRate, season, grade } = stationCapacity(id, name, each);
      const kv = snapshot.columns.substationKv[station] ?? null;
      return pointAt(at, { id, name, kv, ratingKva, openKva, loadRate, season, grade });
    };
    return [{ weight, feature }];
  });
};

const transformers: LayerSource<GridRegion> = (region, { box }) => {
  const { snapshot } = region.headroom;
  return region.shapes.elementsIn(box).flatMap((element): Candidate[] => {
    const at = snapshot.elementPlace(element);
    if (snapshot.elementKind(element) !== 'distribution-transformer' || at === null) return [];
    const feature = (): TileFeature => {
      const rating = snapshot.columns.ratingCkva[element] ?? -1;
      return pointAt(at, {
        id: snapshot.elementId(element),
        name: snapshot.elementName(element) || null,
        feederId: snapshot.feederIdOf(element),
        ratingKva: rating < 0 ? null : rating / 100,
        ...roomOf(region, element),
      });
    };
    return [{ weight: snapshot.columns.ratingCkva[element] ?? -1, feature }];
  });
};

/** How long a kind of node stays on a tile that is too full. */
const NODE_WEIGHT: Readonly<Partial<Record<SourceKind, number>>> = { pole: 1, node: 0, 'lv-point': 0 };

/** Places where a supply can be taken, but transformers, which are a layer of their own. */
const sources =
  (isWanted: (kind: SourceKind) => boolean, hasFeeder: boolean): LayerSource<GridRegion> =>
  (region, { box }) => {
    const { snapshot } = region.headroom;
    const found = snapshot.sourcesInBox(box.west, box.south, box.east, box.north).sort((a, b) => a - b);
    return found.flatMap((source): Candidate[] => {
      const kind = snapshot.sourceKind(source);
      if (!isWanted(kind)) return [];
      const element = snapshot.elementOf(source);
      const feature = (): TileFeature =>
        pointAt(snapshot.placeOf(source), {
          id: snapshot.sourceId(source),
          kind,
          ...(hasFeeder ? { feederId: snapshot.feederIdOf(element) } : {}),
          kv: snapshot.columns.sourceKv[source] ?? null,
          ...roomOf(region, element),
        });
      return [{ weight: NODE_WEIGHT[kind] ?? 2, feature }];
    });
  };

/** What the layers of the grid show. */
export const GRID_LAYERS: Readonly<Record<GridLayerName, LayerSource<GridRegion>>> = {
  feeders,
  sections: lines('section'),
  'lv-lines': lines('lv-line'),
  substations,
  nodes: sources((kind) => kind !== 'lv-point' && kind !== 'distribution-transformer', true),
  transformers,
  'lv-points': sources((kind) => kind === 'lv-point', false),
};
