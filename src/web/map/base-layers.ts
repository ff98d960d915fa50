import type { LayerSpecification } from 'maplibre-gl';
import { colour } from './colour.ts';

const wide = (at10: number, at16: number): unknown => [
  'interpolate',
  ['exponential', 1.6],
  ['zoom'],
  10,
  at10,
  16,
  at16,
];

const MAIN = ['motorway', 'trunk', 'primary'];

/** Width of a road by its class, in pixels; `more` for the casing. */
const roadWidth = (more: number): unknown => [
  'interpolate',
  ['exponential', 1.6],
  ['zoom'],
  10,
  ['match', ['get', 'class'], MAIN, 1.6 + more, 0.5 + more / 2],
  16,
  ['match', ['get', 'class'], MAIN, 12 + more, ['secondary', 'tertiary'], 9 + more, 6 + more],
];

const railways = (): LayerSpecification => ({
  id: 'railways',
  type: 'line',
  source: 'base',
  'source-layer': 'railways',
  paint: { 'line-color': colour('map-rail'), 'line-width': wide(0.8, 3) as number, 'line-dasharray': [4, 2] },
});

/** Names of streets and waters, where there is room for them. */
const nameLayers = (): LayerSpecification[] =>
  [
    { layer: 'waterways', minzoom: 12 },
    { layer: 'roads', minzoom: 14 },
  ].map(({ layer, minzoom }) => ({
    id: `${layer}-names`,
    type: 'symbol',
    source: 'base',
    'source-layer': layer,
    minzoom,
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 400,
      'text-field': ['get', 'name'],
      'text-size': 11,
    },
    paint: {
      'text-color': colour('map-label'),
      'text-opacity': 0.75,
      'text-halo-color': colour('map-halo'),
      'text-halo-width': 1.5,
    },
  }));

/** The ground: parks, water, roads, railways and buildings of the region's own vector data, in the theme's colours. */
export function baseLayers(): LayerSpecification[] {
  const source = 'base';
  const line = { 'line-cap': 'round', 'line-join': 'round' } as const;
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': colour('map-ground') } },
    {
      id: 'parks',
      type: 'fill',
      source,
      'source-layer': 'areas',
      filter: ['in', ['get', 'kind'], ['literal', ['park', 'provincial-park', 'green']]],
      paint: { 'fill-color': colour('map-park') },
    },
    {
      id: 'water',
      type: 'fill',
      source,
      'source-layer': 'water',
      paint: { 'fill-color': colour('map-water') },
    },
    {
      id: 'waterways',
      type: 'line',
      source,
      'source-layer': 'waterways',
      layout: line,
      paint: { 'line-color': colour('map-water'), 'line-width': wide(1, 6) as number },
    },
    {
      id: 'buildings',
      type: 'fill',
      source,
      'source-layer': 'buildings',
      minzoom: 14,
      paint: { 'fill-color': colour('map-building') },
    },
    {
      id: 'road-cases',
      type: 'line',
      source,
      'source-layer': 'roads',
      minzoom: 12,
      layout: line,
      paint: { 'line-color': colour('map-road-case'), 'line-width': roadWidth(2) as number },
    },
    {
      id: 'roads',
      type: 'line',
      source,
      'source-layer': 'roads',
      layout: line,
      paint: {
        'line-color': ['match', ['get', 'class'], MAIN, colour('map-road-main'), colour('map-road')],
        'line-width': roadWidth(0) as number,
      },
    },
    railways(),
    ...nameLayers(),
  ];
}
