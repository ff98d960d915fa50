import type { SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { baseLayers } from './base-layers.ts';
import { dataShown, tileDatum } from './drawn-in.ts';
import { DRAWN_SETS, type Overlay } from './overlay.ts';

function tiles(set: string, query = ''): SourceSpecification {
  const url = new URL(`/tiles/${set}.json${query}`, location.origin);
  const datum = tileDatum();
  if (datum !== null) url.searchParams.set('datum', datum);
  return { type: 'vector', url: url.href };
}

interface StyleOf {
  /** Query of the TileJSON of the grid and of what fits, such as `?season=winter`; `null` = the reader may see neither. */
  readonly grid: string | null;
  readonly overlays: readonly Overlay[];
}

/**
 * The whole style of a map as a value: the ground, the grid where the role sees it, and what is drawn above. No
 * glyphs and no sprite: letters are drawn from the fonts of the reader's machine, so nothing else is fetched.
 */
export const mapStyle = ({ grid, overlays }: StyleOf): StyleSpecification => ({
  version: 8,
  sources: {
    base: tiles('base'),
    ...(grid === null
      ? {}
      : Object.fromEntries(
          DRAWN_SETS.filter((set) => overlays.some(({ data }) => data === set)).map((set) => [
            set,
            tiles(set, grid),
          ]),
        )),
    ...Object.fromEntries(
      overlays.flatMap(({ id, data }) =>
        typeof data === 'string' ? [] : [[id, { type: 'geojson', data: dataShown(data) }]],
      ),
    ),
  },
  layers: [
    ...baseLayers(),
    ...overlays.flatMap(({ id, data, layers }) =>
      layers.map((layer) => ({
        ...layer,
        id: `${id}:${layer.id}`,
        source: typeof data === 'string' ? data : id,
      })),
    ),
  ] as StyleSpecification['layers'],
});
