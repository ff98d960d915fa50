import {
  FEATURE_COLLECTIONS,
  FEATURE_COLLECTION_NAMES,
  type FeatureCollectionName,
  MOST_FEATURES,
} from '../../model/features.ts';
import { ACCESS } from '../access.ts';
import { type AnswerName, answerRef, apiSchemas } from './api-schemas.ts';
import { DEFAULT_LIMIT, GENERAL_PARAMETERS } from './items-query.ts';
import { ogcBase } from './landing.ts';
import { MEDIA } from './link.ts';
import { schemaOf } from './schemas.ts';

/** Schemas of the parameters that are no properties; all have `style: form` and are not exploded. */
const GENERAL: Readonly<Record<keyof typeof GENERAL_PARAMETERS, object>> = {
  f: { type: 'string', enum: ['json', 'html'] },
  limit: { type: 'integer', minimum: 1, maximum: MOST_FEATURES, default: DEFAULT_LIMIT },
  cursor: { type: 'string' },
  bbox: { type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 6 },
  'bbox-crs': { type: 'string', format: 'uri' },
  crs: { type: 'string', format: 'uri' },
  datetime: { type: 'string' },
};

const inQuery = (name: string, description: string | undefined, schema: object) => ({
  name,
  in: 'query',
  ...(description === undefined ? {} : { description }),
  required: false,
  style: 'form',
  explode: false,
  schema,
});

const inPath = (name: string, description: string) => ({
  name,
  in: 'path',
  description,
  required: true,
  schema: { type: 'string' },
});

/** Named, for QGIS looks for `limit` among the components. */
const parameters = () => ({
  ...Object.fromEntries(
    Object.entries(GENERAL_PARAMETERS).map(([name, of]) => [
      name,
      inQuery(name, of.meta()?.description, GENERAL[name as keyof typeof GENERAL]),
    ]),
  ),
  featureId: inPath('featureId', 'Region and id in its record, with a colon between.'),
});

const parameter = (name: string) => ({ $ref: `#/components/parameters/${name}` });
const DOCUMENT = [parameter('f')];

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { type: 'object' } } },
});

/** Refusals of every operation. */
const REFUSALS = {
  '400': problem('A parameter is unknown or wrong; `errors` names every one.'),
  '401': problem('No token, or one that is not valid.'),
  '403': problem('The role of the token may not do this.'),
  '404': problem('There is no such collection or feature.'),
  '500': problem('A fault of the service.'),
  '503': problem('Overloaded, or data is being loaded: try again after `Retry-After`.'),
};

interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly answer: AnswerName;
  readonly type?: string;
  readonly tag?: string;
  readonly parameters?: readonly object[];
}

const get = ({
  operationId,
  summary,
  answer,
  type = MEDIA.json,
  tag = 'About',
  parameters: own,
}: Described) => ({
  get: {
    operationId,
    summary,
    tags: [tag],
    parameters: own ?? DOCUMENT,
    responses: {
      '200': {
        description: 'Done.',
        content: { [type]: { schema: answerRef(answer) }, [MEDIA.html]: { schema: { type: 'string' } } },
      },
      '304': { description: 'Nothing moved since the answer of `If-None-Match`.' },
      ...REFUSALS,
    },
  },
});

/** The features of a collection can be asked for by each of its properties. */
function itemsParameters(name: FeatureCollectionName): object[] {
  const { properties } = FEATURE_COLLECTIONS[name];
  return [
    ...Object.keys(GENERAL_PARAMETERS).map(parameter),
    ...Object.entries(properties).map(([property, of]) => inQuery(property, of.meaning, schemaOf(of))),
  ];
}

function pathsOf(name: FeatureCollectionName): [string, object][] {
  const { title, tiles } = FEATURE_COLLECTIONS[name];
  const own = `/collections/${name}`;
  const operation = (what: string, summary: string, answer: AnswerName, more: Partial<Described> = {}) =>
    get({ operationId: `${name}.${what}`, summary: `${title}: ${summary}`, tag: name, answer, ...more });
  const drawn: [string, object][] = [
    [`${own}/tiles`, operation('tilesets', 'vector tiles', 'tilesets')],
    [`${own}/tiles/WebMercatorQuad`, operation('tileset', 'vector tiles', 'tileset')],
    [`${own}/style`, operation('style', 'MapLibre style', 'style', { type: MEDIA.style })],
  ];
  return [
    [own, operation('about', 'what it is', 'collection')],
    [`${own}/queryables`, operation('queryables', 'properties to ask by', 'schema', { type: MEDIA.schema })],
    [`${own}/schema`, operation('schema', 'properties', 'schema', { type: MEDIA.schema })],
    [
      `${own}/items`,
      operation('items', 'features', 'features', { type: MEDIA.geojson, parameters: itemsParameters(name) }),
    ],
    [
      `${own}/items/{featureId}`,
      operation('item', 'one feature', 'feature', {
        type: MEDIA.geojson,
        parameters: [parameter('featureId'), parameter('f'), parameter('crs')],
      }),
    ],
    ...(tiles === null ? [] : drawn),
  ];
}

/**
 * The API as OpenAPI 3.0: GDAL does not filter by properties under a later one.
 *
 * @param root address of the service.
 */
export const apiDocument = (root: string, version: string) => ({
  openapi: '3.0.3',
  info: {
    title: '接电 Jiedian: OGC API – Features',
    version,
    description: `The grid of the regions of the token, for GIS clients. Roles: ${ACCESS.features.join(', ')}.`,
    license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
  },
  servers: [{ url: ogcBase(root) }],
  security: [{ token: [] }, { basic: [] }],
  paths: Object.fromEntries([
    ['/', get({ operationId: 'landing', summary: 'Where to begin', answer: 'landing' })],
    ['/conformance', get({ operationId: 'conformance', summary: 'What it keeps to', answer: 'conformance' })],
    ['/collections', get({ operationId: 'collections', summary: 'Collections', answer: 'collections' })],
    ...FEATURE_COLLECTION_NAMES.flatMap(pathsOf),
  ]) as Readonly<Record<string, object>>,
  components: {
    parameters: parameters(),
    schemas: apiSchemas(),
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      basic: { type: 'http', scheme: 'basic', description: 'Any name; the token is the password.' },
    },
  },
});
