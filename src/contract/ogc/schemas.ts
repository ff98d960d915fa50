import { z } from 'zod';
import {
  FEATURE_COLLECTIONS,
  type FeatureCollectionName,
  type FeatureProperty,
  ROOM_PROPERTIES,
} from '../../model/features.ts';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

const propertySchema = z.strictObject({
  type: z.string().optional(),
  format: z.string().optional(),
  title: z.string().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  'x-ogc-role': z.string().optional(),
});

/** Answer of `GET /ogc/collections/{collectionId}/queryables` and of its sibling `schema`. */
export const schemaAnswer = z
  .strictObject({
    $schema: z.literal(DIALECT),
    $id: z.url(),
    title: z.string(),
    type: z.literal('object'),
    properties: z.record(z.string(), propertySchema),
    additionalProperties: z.literal(false),
  })
  .meta({ description: 'A JSON Schema.' });

type Schema = z.infer<typeof schemaAnswer>;
type PropertySchema = z.infer<typeof propertySchema>;

/** A property as JSON Schema, the same in queryables, schemas and parameters. */
export const schemaOf = ({ type, meaning, oneOf, min, max }: FeatureProperty): PropertySchema => ({
  type,
  title: meaning,
  ...(oneOf === undefined ? {} : { enum: [...oneOf] }),
  ...(min === undefined ? {} : { minimum: min }),
  ...(max === undefined ? {} : { maximum: max }),
});

const schemasOf = (properties: Readonly<Record<string, FeatureProperty>>) =>
  Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, schemaOf(property)]));

const schema = (id: string, title: string, properties: Record<string, PropertySchema>): Schema => ({
  $schema: DIALECT,
  $id: id,
  title,
  type: 'object',
  properties,
  additionalProperties: false,
});

/**
 * By which properties one may ask for features: each is a parameter of the same name.
 *
 * @param id URL of the document, without parameters.
 */
export function queryables(name: FeatureCollectionName, id: string): Schema {
  const { title, properties } = FEATURE_COLLECTIONS[name];
  return schema(id, title, schemasOf(properties));
}

/** Every property of the features, with the figures of their room. */
export function featureSchema(name: FeatureCollectionName, id: string): Schema {
  const { title, properties, room, geometry } = FEATURE_COLLECTIONS[name];
  const figures = (room?.properties ?? []).map((figure) => [figure, ROOM_PROPERTIES[figure]] as const);
  return schema(id, title, {
    geometry: { format: `geometry-${geometry.toLowerCase()}`, 'x-ogc-role': 'primary-geometry' },
    ...schemasOf({ ...properties, ...Object.fromEntries(figures) }),
  });
}
