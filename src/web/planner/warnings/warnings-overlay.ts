import { type ColourName, colour } from '../../map/colour.ts';
import type { Overlay } from '../../map/overlay.ts';
import { type Warning, keyOf } from './choice.ts';

/** Colour and size of a kind: graver ones are larger too, for eyes that do not tell the colours apart. */
export const WARNING_LOOKS: Readonly<
  Record<Warning['kind'], { readonly name: ColourName; readonly radius: number }>
> = {
  over: { name: 'left-none', radius: 10 },
  heavy: { name: 'left-little', radius: 9 },
  'short-margin': { name: 'left-some', radius: 7 },
  queue: { name: 'plan-4', radius: 7 },
  'stale-data': { name: 'left-unknown', radius: 5 },
};

const GRAVEST_LAST = ['stale-data', 'queue', 'short-margin', 'heavy', 'over'];

/** Warnings at the places of their elements; those without one are on no map. */
export function warningsOverlay(found: readonly Warning[], chosen: string | null): Overlay {
  const features = [...found]
    .sort((a, b) => GRAVEST_LAST.indexOf(a.kind) - GRAVEST_LAST.indexOf(b.kind))
    .flatMap((warning) => {
      const { at, kind } = warning;
      if (at === null) return [];
      const key = keyOf(warning);
      const { name, radius } = WARNING_LOOKS[kind];
      return [
        {
          type: 'Feature' as const,
          geometry: { type: 'Point' as const, coordinates: [at.lon, at.lat] },
          properties: { key, colour: colour(name), radius, isChosen: key === chosen },
        },
      ];
    });
  return {
    id: 'warnings',
    data: { type: 'FeatureCollection', features },
    layers: [
      {
        id: 'places',
        type: 'circle',
        paint: {
          'circle-radius': ['get', 'radius'],
          'circle-color': ['get', 'colour'],
          'circle-opacity': 0.9,
          'circle-stroke-color': colour('card'),
          'circle-stroke-width': 1.5,
        },
      },
      {
        id: 'chosen',
        type: 'circle',
        filter: ['==', ['get', 'isChosen'], true],
        paint: {
          'circle-radius': 16,
          'circle-opacity': 0,
          'circle-stroke-color': colour('ink'),
          'circle-stroke-width': 3,
        },
      },
    ],
  };
}
