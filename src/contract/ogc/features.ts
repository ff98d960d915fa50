import { z } from 'zod';
import { link } from './link.ts';

const feature = {
  type: z.literal('Feature'),
  id: z.string().meta({ description: 'Region and id in its record, with a colon between.' }),
  geometry: z
    .looseObject({ type: z.string() })
    .nullable()
    .meta({ description: 'GeoJSON, in the axis order of the system of `Content-Crs`.' }),
  properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
};

/** Answer of `GET /ogc/collections/{collectionId}/items/{featureId}`. */
export const featureAnswer = z.strictObject({ ...feature, links: z.array(link) });

/** Answer of `GET /ogc/collections/{collectionId}/items`. */
export const featuresAnswer = z
  .strictObject({
    type: z.literal('FeatureCollection'),
    numberMatched: z.int().min(0),
    numberReturned: z.int().min(0),
    links: z.array(link),
    features: z.array(z.strictObject(feature)),
  })
  .meta({ description: 'A page of features, by region and id.' });
