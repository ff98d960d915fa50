import { z } from 'zod';
import { metres } from './figures.ts';
import { laying } from './plan-words.ts';

const position = z.tuple([z.number(), z.number()]);

const part = z.strictObject({
  type: z.literal('Feature'),
  properties: z.strictObject({
    laying,
    insidePlot: z.boolean().meta({ description: 'Inside the red line of the plot; false without one.' }),
    lengthM: metres,
  }),
  geometry: z.strictObject({ type: z.literal('LineString'), coordinates: z.array(position).min(2) }),
});

/** A route as GeoJSON: one LineString per laying and side of the red line, from the receiving point to the source. */
export const route = z.strictObject({ type: z.literal('FeatureCollection'), features: z.array(part) }).meta({
  id: 'Route',
  description:
    'WGS 84, from the receiving point to the source, one feature per laying, split at the red line.',
});
