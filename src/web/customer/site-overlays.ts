import { circle } from '@turf/turf';
import { colour } from '../map/colour.ts';
import type { Place } from '../map/map-view.tsx';
import type { Overlay } from '../map/overlay.ts';
import type { Ring } from './apply/draft.ts';

const collection = (features: readonly GeoJSON.Feature[]): GeoJSON.FeatureCollection => ({
  type: 'FeatureCollection',
  features: [...features],
});

/** The circle of the search, the red line and the receiving point. Made anew when the theme changes. */
export function siteOverlays(place: Place | null, plot: Ring | null, radiusM: number): readonly Overlay[] {
  const at: [number, number] | null = place === null ? null : [place.lon, place.lat];
  const point: GeoJSON.Feature[] =
    at === null ? [] : [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: at } }];
  const area: GeoJSON.Feature[] =
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
