import { circle } from '@turf/turf';
import { colour } from './colour.ts';
import type { Place } from './place.ts';
import type { Overlay } from './overlay.ts';

/** Corners of a plot, the first again at the end: longitude and latitude. */
export type Ring = readonly (readonly [lon: number, lat: number])[];

type FeatureCollection = Extract<Overlay['data'], { type: 'FeatureCollection' }>;
type Feature = FeatureCollection['features'][number];

const collection = (features: readonly Feature[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: [...features],
});

/** The circle of the search, the red line and the receiving point. Made anew when the theme changes. */
export function siteOverlays(place: Place | null, plot: Ring | null, radiusM: number): readonly Overlay[] {
  const at: [number, number] | null = place === null ? null : [place.lon, place.lat];
  const point: Feature[] =
    at === null ? [] : [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: at } }];
  const area: Feature[] =
    plot === null
      ? []
      : [
          {
            type: 'Feature',
            properties: {},
            geometry: { type: 'Polygon', coordinates: [plot.map((one) => [...one])] },
          },
        ];
  return [
    {
      id: 'radius',
      data: collection(at === null ? [] : [circle(at, radiusM / 1000, { steps: 96, units: 'kilometers' })]),
      layers: [
        { id: 'fill', type: 'fill', paint: { 'fill-color': colour('accent'), 'fill-opacity': 0.05 } },
        {
          id: 'line',
          type: 'line',
          paint: { 'line-color': colour('accent'), 'line-width': 1.5, 'line-dasharray': [3, 3] },
        },
      ],
    },
    {
      id: 'plot',
      data: collection(area),
      layers: [
        { id: 'fill', type: 'fill', paint: { 'fill-color': colour('bad'), 'fill-opacity': 0.08 } },
        { id: 'line', type: 'line', paint: { 'line-color': colour('bad'), 'line-width': 2 } },
      ],
    },
    {
      id: 'site',
      data: collection(point),
      layers: [
        {
          id: 'point',
          type: 'circle',
          paint: {
            'circle-radius': 8,
            'circle-color': colour('ink'),
            'circle-stroke-color': colour('card'),
            'circle-stroke-width': 3,
          },
        },
      ],
    },
  ];
}
