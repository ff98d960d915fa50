import { colour } from './colour.ts';
import { leftColour } from './left-scale.ts';
import type { Overlay, OverlayLayer } from './overlay.ts';

const lines = (layer: string, width: number, minzoom: number): OverlayLayer => ({
  id: layer,
  type: 'line',
  'source-layer': layer,
  minzoom,
  layout: { 'line-cap': 'round', 'line-join': 'round' },
  paint: { 'line-color': leftColour(), 'line-width': width },
});

const places = (layer: string, radius: number, minzoom: number): OverlayLayer => ({
  id: layer,
  type: 'circle',
  'source-layer': layer,
  minzoom,
  paint: {
    'circle-color': leftColour(),
    'circle-radius': ['interpolate', ['linear'], ['zoom'], 12, radius / 2, 17, radius * 1.6],
    'circle-stroke-color': colour('card'),
    'circle-stroke-width': 1,
  },
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
  paint: { 'text-color': colour('map-label'), 'text-halo-color': colour('map-halo'), 'text-halo-width': 1.5 },
});

/** The grid coloured by what is left: for staff. Made anew when the theme changes. */
export const gridOverlay = (): Overlay => ({
  id: 'grid',
  data: 'grid',
  layers: [
    lines('feeders', 2, 9),
    lines('lv-lines', 1, 15),
    lines('sections', 2.5, 13),
    places('lv-points', 2.5, 15),
    places('nodes', 4, 13),
    places('transformers', 4, 14),
    places('substations', 9, 9),
    names('substations', 10),
    names('transformers', 16),
  ],
});
