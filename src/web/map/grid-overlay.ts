import type { ExpressionSpecification } from 'maplibre-gl';
import { colour } from './colour.ts';
import { leftColour } from './left-scale.ts';
import type { Overlay, OverlayLayer } from './overlay.ts';

/** How the grid looks, where it is not coloured by what is left. */
interface GridLook {
  readonly colour?: ExpressionSpecification | string;
  readonly opacity?: ExpressionSpecification | number;
}

type Look = Required<GridLook>;

const lines = (layer: string, width: number, look: Look): OverlayLayer => ({
  id: layer,
  type: 'line',
  'source-layer': layer,
  layout: { 'line-cap': 'round', 'line-join': 'round' },
  paint: { 'line-color': look.colour, 'line-width': width, 'line-opacity': look.opacity },
});

/** Light gaps in the lines of one customer alone. */
const gaps = (layer: string, width: number, { opacity }: Look): OverlayLayer => ({
  id: `${layer}-dedicated`,
  type: 'line',
  'source-layer': layer,
  filter: ['==', ['get', 'dedicated'], true],
  paint: {
    'line-color': colour('map-ground'),
    'line-width': width * 0.7,
    'line-dasharray': [1.5, 3],
    'line-opacity': opacity,
  },
});

const places = (
  layer: string,
  radius: number,
  { minzoom, look }: { minzoom: number; look: Look },
): OverlayLayer => ({
  id: layer,
  type: 'circle',
  'source-layer': layer,
  minzoom,
  paint: {
    'circle-color': look.colour,
    'circle-opacity': look.opacity,
    'circle-radius': ['interpolate', ['linear'], ['zoom'], 12, radius / 2, 17, radius * 1.6],
    'circle-stroke-color': colour('card'),
    'circle-stroke-width': 1,
    'circle-stroke-opacity': look.opacity,
  },
});

const letters = (): { 'text-color': string; 'text-halo-color': string; 'text-halo-width': number } => ({
  'text-color': colour('map-label'),
  'text-halo-color': colour('map-halo'),
  'text-halo-width': 1.5,
});

const names = (layer: string, minzoom: number): OverlayLayer => ({
  id: `${layer}-names`,
  type: 'symbol',
  'source-layer': layer,
  minzoom,
  layout: {
    'text-field': ['coalesce', ['get', 'name'], ['get', 'id']],
    'text-size': 12,
    'text-offset': [0, 1],
    'text-anchor': 'top',
  },
  paint: letters(),
});

const namesAlong = (layer: string, minzoom: number): OverlayLayer => ({
  id: `${layer}-names`,
  type: 'symbol',
  'source-layer': layer,
  minzoom,
  layout: {
    'symbol-placement': 'line',
    'text-field': ['coalesce', ['get', 'name'], ['get', 'id']],
    'text-size': 11,
  },
  paint: letters(),
});

/** The grid, coloured by what is left unless told: for staff. Made anew when the theme changes. */
export function gridOverlay({ colour: given = leftColour(), opacity = 1 }: GridLook = {}): Overlay {
  const look = { colour: given, opacity };
  return {
    id: 'grid',
    data: 'grid',
    layers: [
      lines('feeders', 2.5, look),
      gaps('feeders', 2.5, look),
      lines('lv-lines', 1, look),
      lines('sections', 3, look),
      gaps('sections', 3, look),
      places('lv-points', 2.5, { minzoom: 15, look }),
      places('nodes', 3.5, { minzoom: 14, look }),
      places('transformers', 5, { minzoom: 13, look }),
      places('substations', 9, { minzoom: 9, look }),
      namesAlong('feeders', 11),
      names('substations', 10),
      names('transformers', 16),
    ],
  };
}
