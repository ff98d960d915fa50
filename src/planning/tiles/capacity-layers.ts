import { type CapacityMap, NO_FIGURE, cellFigure } from '../../model/capacity-map.ts';
import { cellProperties } from '../capacity-map/cell-properties.ts';
import type { Candidate, LayerSource, TileFeature } from './candidate.ts';

/** Cells of a map, each a square; where nothing is in reach there is none. */
const cells: LayerSource<CapacityMap> = (map) =>
  Array.from(map.cells, (_, cell) => cell)
    .filter((cell) => map.cells[cell] !== NO_FIGURE.nothingInReach)
    .map((cell): Candidate => ({
      weight: cellFigure(map, cell).kva ?? 0,
      feature: (): TileFeature => ({
        type: 'Feature',
        geometry: {
          type: 'Polygon',
          coordinates: [map.grid.ring(cell).map(({ lon, lat }) => [lon, lat])],
        },
        properties: cellProperties(map, cell),
      }),
    }));

/** What the layers of the capacity map show, of maps that hold no more than the tile. */
export const CAPACITY_LAYERS: Readonly<Record<'cells', LayerSource<CapacityMap>>> = { cells };
