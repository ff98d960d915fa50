import type { SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { baseLayers } from './base-layers.ts';
import { dataShown, tileDatum } from './drawn-in.ts';
import type { Overlay } from './overlay.ts';

function tiles(set: string, query = ''): SourceSpecification {
  const url = new URL(`/tiles/${set}.json${query}`, location.origin);
  const datum = tileDatum();
  if (datum !== null) url.searchParams.set('datum', datum);
  return { type: 'vector', url: url.href };
}

interface StyleOf {
  /** Query of the grid's TileJSON, such as `?season=winter`; `null` = the reader may not see the grid. */
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
    ...(grid === null ? {} : { grid: tiles('grid', grid) }),
    ...Object.fromEntries(
      overlays.flatMap(({ id, data }) =>
        data === 'grid' ? [] : [[id, { type: 'geojson', data: dataShown(data) }]],
      ),
    ),
  },
  layers: [
    ...baseLayers(),
    ...overlays.flatMap(({ id, data, layers }) =>
      layers.map((layer) => ({ ...layer, id: `${id}:${layer.id}`, source: data === 'grid' ? 'grid' : id })),
    ),
  ] as StyleSpecification['layers'],
});
