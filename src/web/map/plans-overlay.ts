import type { FeatureCollection } from 'geojson';
import type { CustomerPlans } from '../../contract/customer-plans.ts';
import { type ColourName, colour } from './colour.ts';
import type { Overlay } from './overlay.ts';

type Plan = Pick<CustomerPlans['plans'][number], 'id' | 'rank' | 'sources'>;

/** How many colours plans are told apart by. */
const COLOURS = 6;

/** The colour of a plan, by its rank. */
export const planColour = (rank: number): ColourName => `plan-${((rank - 1) % COLOURS) + 1}`;

const dataOf = (plans: readonly Plan[]): FeatureCollection => ({
  type: 'FeatureCollection',
  // The first plan is drawn last, above the others.
  features: plans.toReversed().flatMap(({ id, rank, sources }) =>
    sources.flatMap(({ route }) => [
      ...route.features.map(({ geometry, properties }) => ({
        type: 'Feature' as const,
        properties: { id, laying: properties.laying, color: colour(planColour(rank)) },
        geometry: { ...geometry, coordinates: geometry.coordinates.map((at) => [...at]) },
      })),
      ...sourceEnds(route.features).map((at) => ({
        type: 'Feature' as const,
        properties: { id, rank, color: colour(planColour(rank)) },
        geometry: { type: 'Point' as const, coordinates: [...at] },
      })),
    ]),
  ),
});

/** Where a route ends, at its source. */
function sourceEnds(features: Plan['sources'][number]['route']['features']): (readonly number[])[] {
  const end = features.at(-1)?.geometry.coordinates.at(-1);
  return end === undefined ? [] : [end];
}

/** The routes of plans in their colours, cables dashed; the one that is shown whole above all and wider. */
export const plansOverlay = (plans: readonly Plan[], shown: string | null): Overlay => ({
  id: 'plans',
  data: dataOf([...plans.filter(({ id }) => id === shown), ...plans.filter(({ id }) => id !== shown)]),
  layers: [
    {
      id: 'halo',
      type: 'line',
      filter: ['==', ['get', 'id'], shown ?? ''],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': colour('card'), 'line-width': 9 },
    },
    {
      id: 'overhead',
      type: 'line',
      filter: ['==', ['get', 'laying'], 'overhead'],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': ['get', 'color'],
        'line-width': ['case', ['==', ['get', 'id'], shown ?? ''], 5, 3],
      },
    },
    {
      id: 'cable',
      type: 'line',
      filter: ['==', ['get', 'laying'], 'cable'],
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': ['get', 'color'],
        'line-width': ['case', ['==', ['get', 'id'], shown ?? ''], 5, 3],
        'line-dasharray': [2.5, 1],
      },
    },
    {
      id: 'ends',
      type: 'circle',
      filter: ['has', 'rank'],
      paint: {
        'circle-radius': 9,
        'circle-color': ['get', 'color'],
        'circle-stroke-color': colour('card'),
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'ranks',
      type: 'symbol',
      filter: ['has', 'rank'],
      layout: { 'text-field': ['to-string', ['get', 'rank']], 'text-size': 12, 'text-allow-overlap': true },
      paint: { 'text-color': colour('card') },
    },
  ],
});
