import { colour } from '../../map/colour.ts';
import type { Overlay } from '../../map/overlay.ts';
import { OUTCOMES, OUTCOME_LOOKS } from './outcomes.ts';
import type { ScreenedRow } from './read-results.ts';

/** Screened sites at their places, coloured by what became of them; the chosen one ringed. */
export function resultsOverlay(rows: readonly ScreenedRow[], chosen: number | null): Overlay {
  // The worst lie on top: they are what has to be looked at.
  const features = [...rows]
    .sort((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome))
    .flatMap(({ line, lon, lat, outcome }) => {
      if (lon === null || lat === null) return [];
      const { name, radius } = OUTCOME_LOOKS[outcome];
      return [
        {
          type: 'Feature' as const,
          geometry: { type: 'Point' as const, coordinates: [lon, lat] },
          properties: { line, colour: colour(name), radius, isChosen: line === chosen },
        },
      ];
    });
  return {
    id: 'sites',
    data: { type: 'FeatureCollection', features },
    layers: [
      {
        id: 'places',
        type: 'circle',
        paint: {
          'circle-radius': ['get', 'radius'],
          'circle-color': ['get', 'colour'],
          'circle-stroke-color': colour('card'),
          'circle-stroke-width': 1,
        },
      },
      {
        id: 'chosen',
        type: 'circle',
        filter: ['==', ['get', 'isChosen'], true],
        paint: {
          'circle-radius': 14,
          'circle-opacity': 0,
          'circle-stroke-color': colour('ink'),
          'circle-stroke-width': 3,
        },
      },
    ],
  };
}
