import { type ColourName, colour } from '../../map/colour.ts';
import type { Overlay } from '../../map/overlay.ts';
import { type Finding, keyOf } from './choice.ts';

const COLOURS: Readonly<Record<Finding['severity'], ColourName>> = {
  error: 'bad',
  warning: 'plan-2',
  info: 'accent',
};

/** Worse ones are larger too, for eyes that do not tell the colours apart. */
const RADIUS: Readonly<Record<Finding['severity'], number>> = { error: 9, warning: 7, info: 5 };

const by = (of: (severity: Finding['severity']) => string | number): never =>
  ['match', ['get', 'severity'], 'error', of('error'), 'warning', of('warning'), of('info')] as never;

/** Findings at their places; those without one are on no map. */
export function findingsOverlay(found: readonly Finding[], chosen: string | null): Overlay {
  // The worst is drawn last, on top.
  const order = ['info', 'warning', 'error'];
  const features = [...found]
    .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
    .flatMap((finding) => {
      const { at, severity } = finding;
      if (at === null) return [];
      const key = keyOf(finding);
      return [
        {
          type: 'Feature' as const,
          geometry: { type: 'Point' as const, coordinates: [at.lon, at.lat] },
          properties: { key, severity, isChosen: key === chosen },
        },
      ];
    });
  return {
    id: 'findings',
    data: { type: 'FeatureCollection', features },
    layers: [
      {
        id: 'places',
        type: 'circle',
        paint: {
          'circle-radius': by((severity) => RADIUS[severity]),
          'circle-color': by((severity) => colour(COLOURS[severity])),
          'circle-opacity': 0.85,
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
