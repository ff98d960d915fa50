import { z } from 'zod';
import {
  FEATURE_COLLECTIONS,
  FEATURE_COLLECTION_NAMES,
  type FeatureCollectionName,
  type FeatureProperty,
  MOST_FEATURES,
} from '../../model/features.ts';

/** Features of an answer where the client does not say how many. */
export const DEFAULT_LIMIT = 1000;

const format = z
  .enum(['json', 'html'])
  .optional()
  .meta({ description: 'Form of the answer; left out = as `Accept` says, JSON by default.' });

const uri = z.string().min(1).max(200);

/** Query of every document that has no other parameters. */
export const documentQuery = z.strictObject({ f: format });

/** Query of one feature. */
export const featureQuery = z.strictObject({
  f: format,
  crs: uri
    .optional()
    .meta({ description: 'URI of the system of the coordinates in the answer; default CRS84.' }),
});

const general = {
  ...featureQuery.shape,
  limit: z
    .int()
    .min(1)
    .default(DEFAULT_LIMIT)
    .meta({
      description: `Features of the answer at most; more than ${MOST_FEATURES} are never sent at once.`,
    }),
  cursor: z
    .string()
    .regex(/^[\w-]{1,1000}$/u)
    .optional()
    .meta({ description: 'Where the page begins: as in the `next` link of the page before.' }),
  bbox: z.array(z.number()).min(4).max(6).optional().meta({
    description:
      'Only features that touch the box: lower then upper corner, in the axis order of `bbox-crs`; with heights, which are not looked at, six numbers.',
  }),
  'bbox-crs': uri.optional().meta({ description: 'URI of the system of `bbox`; default CRS84.' }),
  datetime: z.string().min(1).max(100).optional().meta({
    description:
      'A time, or an interval `start/end` with `..` for an open side (RFC 3339). A feature holds from the day of its data on, what is published holds for its month (UTC).',
  }),
};

/** A property's value as it stands in a query. Numbers and booleans are read from text. */
function value({ type, oneOf }: FeatureProperty): z.ZodType<string | number | boolean> {
  if (oneOf !== undefined) return z.enum(oneOf as [string, ...string[]]);
  if (type === 'boolean') return z.enum(['true', 'false']).transform((text) => text === 'true');
  if (type === 'integer') return z.int().min(-1e9).max(1e9);
  return type === 'number' ? z.number().min(-1e9).max(1e9) : z.string().min(1).max(200);
}

const itemsQueryOf = (name: FeatureCollectionName) => {
  const { properties } = FEATURE_COLLECTIONS[name];
  const filters = Object.entries(properties).map(([property, of]): [string, z.ZodOptional<z.ZodType>] => [
    property,
    value(of).optional(),
  ]);
  return z.strictObject({ ...Object.fromEntries(filters), ...general });
};

/** The parameters of the standard, checked, and the properties asked for by their names. */
export type ItemsAsked = z.output<ReturnType<typeof itemsQueryOf>>;

/** Query of the features of each collection: the parameters of the standard, and every property of the record. */
export const ITEMS_QUERY = Object.fromEntries(
  FEATURE_COLLECTION_NAMES.map((name) => [name, itemsQueryOf(name)]),
) as Readonly<Record<FeatureCollectionName, ReturnType<typeof itemsQueryOf>>>;

/** The parameters that are no properties, with what they mean. */
export const GENERAL_PARAMETERS = general;
