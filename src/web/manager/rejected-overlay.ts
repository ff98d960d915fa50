import { colour } from '../map/colour.ts';
import type { Overlay } from '../map/overlay.ts';
import type { RejectedPlace } from './rejected-sources.tsx';

/** Sources that were not taken, grey with the numbers of the list. */
export const rejectedOverlay = (places: readonly RejectedPlace[]): Overlay => ({
  id: 'rejected',
  data: {
    type: 'FeatureCollection',
    features: places.flatMap(({ number, nodeId, at }) =>
      at === null
        ? []
        : [
            {
              type: 'Feature' as const,
              properties: { number, nodeId },
              geometry: { type: 'Point' as const, coordinates: [at.lon, at.lat] },
            },
          ],
    ),
  },
  layers: [
    {
      id: 'places',
      type: 'circle',
      paint: {
        'circle-radius': 8,
        'circle-color': colour('left-unknown'),
        'circle-stroke-color': colour('card'),
        'circle-stroke-width': 1.5,
      },
    },
    {
      id: 'numbers',
      type: 'symbol',
      layout: { 'text-field': ['to-string', ['get', 'number']], 'text-size': 11, 'text-optional': true },
      paint: { 'text-color': colour('ink'), 'text-halo-color': colour('map-halo'), 'text-halo-width': 1 },
    },
  ],
});
