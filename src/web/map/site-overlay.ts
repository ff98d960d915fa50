import type { Feature, FeatureCollection, Position } from 'geojson';
import { colour } from './colour.ts';
import type { Place } from './map-view.tsx';
import type { Overlay } from './overlay.ts';

const METRES_PER_DEGREE = 111_320;
const CORNERS = 72;

/** A circle for showing: straight-line metres around a place, good to a few tenths of a percent. */
function circleAround({ lon, lat }: Place, radiusM: number): Position[] {
  const dy = radiusM / METRES_PER_DEGREE;
  const dx = dy / Math.cos((lat * Math.PI) / 180);
  return Array.from({ length: CORNERS + 1 }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / CORNERS;
    return [lon + dx * Math.cos(angle), lat + dy * Math.sin(angle)];
  });
}

export interface SiteShown {
  readonly site: Place;
  readonly radiusM: number;
  /** Rings of the plot. */
  readonly plot: readonly (readonly (readonly number[])[])[] | null;
}

const feature = (what: string, geometry: Feature['geometry']): Feature => ({
  type: 'Feature',
  properties: { what },
  geometry,
});

function dataOf({ site, radiusM, plot }: SiteShown): FeatureCollection {
  const rings = plot?.map((ring) => ring.map((position) => [...position]));
  return {
    type: 'FeatureCollection',
    features: [
      feature('circle', { type: 'LineString', coordinates: circleAround(site, radiusM) }),
      ...(rings === undefined ? [] : [feature('plot', { type: 'Polygon', coordinates: rings })]),
      feature('site', { type: 'Point', coordinates: [site.lon, site.lat] }),
    ],
  };
}

const only = (what: string): ['==', ['get', string], string] => ['==', ['get', 'what'], what];

/** The receiving point, the circle in which sources are looked for, and the red line of the plot. */
export const siteOverlay = (shown: SiteShown): Overlay => ({
  id: 'site',
  data: dataOf(shown),
  layers: [
    {
      id: 'circle',
      type: 'line',
      filter: only('circle'),
      paint: { 'line-color': colour('accent'), 'line-width': 1.5, 'line-dasharray': [4, 3] },
    },
    {
      id: 'plot',
      type: 'line',
      filter: only('plot'),
      paint: { 'line-color': colour('bad'), 'line-width': 2.5 },
    },
    {
      id: 'point',
      type: 'circle',
      filter: only('site'),
      paint: {
        'circle-radius': 7,
        'circle-color': colour('accent'),
        'circle-stroke-color': colour('card'),
        'circle-stroke-width': 3,
      },
    },
  ],
});
