import type { ExpressionSpecification } from 'maplibre-gl';
import { colour } from '../../map/colour.ts';
import { leftColour } from '../../map/left-scale.ts';
import type { Overlay } from '../../map/overlay.ts';
import type { Cell } from './cell-card.tsx';
import type { Choice } from './choice.ts';

/** From this zoom on the tiles have cells: those of a county would be a hundred thousand. */
export const CELLS_ZOOM = 14;

const SHOWN = 0.4;
const FADED = 0.05;

/** How strongly a cell shows: one where less fits than is needed fades. */
const cellOpacity = (needKva: number | null): ExpressionSpecification | number =>
  needKva === null ? SHOWN : ['case', ['>=', ['coalesce', ['get', 'kva'], -1], needKva], SHOWN, FADED];

/** What fits at each place, under the grid. Made anew when the theme changes. */
export const cellsOverlay = ({ needKva }: Pick<Choice, 'needKva'>): Overlay => ({
  id: 'cells',
  data: 'capacity',
  layers: [
    {
      id: 'fit',
      type: 'fill',
      'source-layer': 'cells',
      minzoom: CELLS_ZOOM,
      // Softened edges would draw a line wherever two cells meet.
      paint: {
        'fill-color': leftColour('kva'),
        'fill-opacity': cellOpacity(needKva),
        'fill-antialias': false,
      },
    },
  ],
});

/** The cell that is looked at, above all else. */
export const spotOverlay = ({ coordinates }: Cell['geometry']): Overlay => ({
  id: 'spot',
  data: { type: 'Polygon', coordinates: coordinates.map((ring) => ring.map((place) => [...place])) },
  layers: [{ id: 'ring', type: 'line', paint: { 'line-color': colour('ink'), 'line-width': 2.5 } }],
});
