import { z } from 'zod';
import { collectionAnswer, collectionsAnswer } from './collection.ts';
import { styleAnswer, tilesetAnswer, tilesetsAnswer } from './drawn.ts';
import { featureAnswer, featuresAnswer } from './features.ts';
import { conformanceAnswer, landingAnswer } from './landing.ts';
import { link } from './link.ts';
import { schemaAnswer } from './schemas.ts';

/** What the documents of the API are, by the names of their schemas. */
const ANSWERS = {
  landing: landingAnswer,
  conformance: conformanceAnswer,
  collections: collectionsAnswer,
  collection: collectionAnswer,
  schema: schemaAnswer,
  features: featuresAnswer,
  feature: featureAnswer,
  tilesets: tilesetsAnswer,
  tileset: tilesetAnswer,
  style: styleAnswer,
  link,
} as const satisfies Readonly<Record<string, z.ZodType>>;

export type AnswerName = keyof typeof ANSWERS;

const reference = (name: string): string => `#/components/schemas/${name}`;

export const answerRef = (name: AnswerName): { $ref: string } => ({ $ref: reference(name) });

/** Keys of JSON Schema that OpenAPI 3.0 does not know. */
const FOREIGN = new Set(['$schema', '$id']);

/** The schemas as OpenAPI 3.0 has them. */
export function apiSchemas(): Record<string, unknown> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(ANSWERS)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { target: 'openapi-3.0', uri: reference });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      Object.fromEntries(Object.entries(schema).filter(([key]) => !FOREIGN.has(key))),
    ]),
  );
}
