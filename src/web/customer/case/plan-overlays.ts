import { colour } from '../../map/colour.ts';
import type { Overlay, OverlayLayer } from '../../map/overlay.ts';
import type { ShownPlan } from './plan-set.ts';

const linesOf = ({ plan, number, colour: name }: ShownPlan, isPicked: boolean): GeoJSON.Feature[] =>
  plan.sources.flatMap(({ route }) =>
    route.features.map(({ properties, geometry }) => ({
      type: 'Feature',
      properties: { number, isPicked, colour: colour(name), laying: properties.laying },
      geometry: {
        type: 'LineString',
        coordinates: geometry.coordinates.map(([lon = 0, lat = 0]) => [lon, lat]),
      },
    })),
  );

/** Where the supply is taken: the end of the route. */
const endsOf = ({ plan, number, colour: name }: ShownPlan, isPicked: boolean): GeoJSON.Feature[] =>
  plan.sources.flatMap(({ route }) => {
    const end = route.features.at(-1)?.geometry.coordinates.at(-1);
    if (end === undefined) return [];
    const [lon = 0, lat = 0] = end;
    const properties = { number: String(number), isPicked, colour: colour(name) };
    return [{ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [lon, lat] } }];
  });

const lines = (id: string, laying: string, dashed: boolean): OverlayLayer => ({
  id,
  type: 'line',
  filter: ['==', ['get', 'laying'], laying],
  layout: { 'line-cap': 'butt', 'line-join': 'round' },
  paint: {
    'line-color': ['get', 'colour'],
    'line-width': ['case', ['get', 'isPicked'], 5, 3],
    'line-opacity': ['case', ['get', 'isPicked'], 1, 0.6],
    ...(dashed ? { 'line-dasharray': [2, 1] } : {}),
  },
});

/** Routes in the plans' colours, cable whole and overhead dashed, and numbered sources; the picked plan on top. */
export function planOverlays(plans: readonly ShownPlan[], pickedId: string | null): readonly Overlay[] {
  const ordered = [...plans].sort((a, b) => Number(a.plan.id === pickedId) - Number(b.plan.id === pickedId));
  const isPicked = ({ plan }: ShownPlan): boolean => plan.id === pickedId;
  const features = ordered.flatMap((one) => linesOf(one, isPicked(one)));
  const ends = ordered.flatMap((one) => endsOf(one, isPicked(one)));
  return [
    {
      id: 'routes',
      data: { type: 'FeatureCollection', features },
      layers: [
        {
          id: 'case',
          type: 'line',
          layout: { 'line-cap': 'round', 'line-join': 'round' },
          paint: { 'line-color': colour('card'), 'line-width': ['case', ['get', 'isPicked'], 9, 5] },
        },
        lines('cable', 'cable', false),
        lines('overhead', 'overhead', true),
      ],
    },
    {
      id: 'sources',
      data: { type: 'FeatureCollection', features: ends },
      layers: [
        {
          id: 'point',
          type: 'circle',
          paint: {
            'circle-radius': ['case', ['get', 'isPicked'], 13, 10],
            'circle-color': ['get', 'colour'],
            'circle-stroke-color': colour('card'),
            'circle-stroke-width': 2,
          },
        },
        {
          id: 'number',
          type: 'symbol',
          layout: {
            'text-field': ['get', 'number'],
            'text-size': 13,
            'text-allow-overlap': true,
            'text-ignore-placement': true,
          },
          paint: { 'text-color': colour('card') },
        },
      ],
    },
  ];
}
