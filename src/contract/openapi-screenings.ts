import type { ZodOpenApiPathsObject, ZodOpenApiRequestBodyObject } from 'zod-openapi';
import { ACCESS } from './access.ts';
import { noQuery } from './lists.ts';
import { ALWAYS, FOR_STAFF, operation } from './openapi-operation.ts';
import { RESULT_FORMATS } from './screening-rows.ts';
import { SITE_COLUMNS } from './screening-site.ts';
import {
  OUTCOME_SENTENCES,
  screeningAnswer,
  screeningPath,
  screeningsAnswer,
  screeningsListQuery,
  screeningsQuery,
} from './screenings.ts';

const common = { tag: 'Plans and capacity', roles: ACCESS.screenings } as const;
const USUAL = [...ALWAYS, 'role-not-allowed', 'invalid-request'] as const;
const OF_ONE = [...USUAL, 'screening-not-found'] as const;

const table = {
  schema: { type: 'string' },
  example: 'id,lon,lat,crs,capacityKva,category\nA1,113.21,33.97,WGS84,630,industrial\n',
} as const;
const collection = {
  schema: {
    type: 'object',
    description: 'A GeoJSON FeatureCollection of points; properties are the columns.',
  },
} as const;

const sites: ZodOpenApiRequestBodyObject = {
  required: true,
  description: `Sites, up to a million, plain or compressed with gzip. Columns: ${SITE_COLUMNS.join(', ')}; those that are not known are not read.`,
  content: { 'text/csv': table, 'application/geo+json': collection, 'application/json': collection },
};

const start = operation('startScreening', {
  ...common,
  summary: 'Screen thousands of sites: the best plan of each, its cost and its binding element, as a job',
  status: '202',
  answer: screeningAnswer,
  problems: [
    ...ALWAYS,
    ...FOR_STAFF,
    'several-regions',
    'policy-not-found',
    'malformed-request',
    'unsupported-media-type',
    'too-many-sites',
    'bad-sites',
  ],
  request: { requestParams: { query: screeningsQuery }, requestBody: sites },
});

const list = operation('screenings', {
  ...common,
  summary: 'Screenings of the own regions, the newest first',
  answer: screeningsAnswer,
  problems: [...USUAL, 'region-not-found'],
  request: { requestParams: { query: screeningsListQuery } },
});

const read = operation('screening', {
  ...common,
  summary: 'How far a screening is, and when it will end',
  answer: screeningAnswer,
  problems: OF_ONE,
  request: { requestParams: { path: screeningPath, query: noQuery } },
});

const remove = operation('endScreening', {
  ...common,
  summary: 'End a screening that runs; remove one that has ended, with its results',
  answer: { done: { '204': { description: 'It has ended, or is gone.' } } },
  problems: OF_ONE,
  request: { requestParams: { path: screeningPath } },
});

const OUTCOMES_IN_WORDS = Object.entries(OUTCOME_SENTENCES)
  .map(([value, sentence]) => `- \`${value}\`: ${sentence}`)
  .join('\n');

const resultsAs = (name: keyof typeof RESULT_FORMATS) =>
  operation(`screeningResults${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`, {
    ...common,
    summary: `One row for each site, in the order of the upload, as ${name}`,
    answer: {
      done: {
        '200': {
          description: `The rows, as a stream. Outcomes:\n\n${OUTCOMES_IN_WORDS}`,
          content: { [RESULT_FORMATS[name].type.split(';', 1)[0] ?? '']: { schema: { type: 'string' } } },
        },
      },
    },
    problems: [...OF_ONE, 'screening-not-ended'],
    request: { requestParams: { path: screeningPath, query: noQuery } },
  });

/** The routes of screenings. */
export const SCREENING_PATHS: ZodOpenApiPathsObject = {
  '/v1/screenings': { post: start, get: list },
  '/v1/screenings/{id}': { get: read, delete: remove },
  '/v1/screenings/{id}/results.csv': { get: resultsAs('csv') },
  '/v1/screenings/{id}/results.ndjson': { get: resultsAs('ndjson') },
  '/v1/screenings/{id}/results.geojson': { get: resultsAs('geojson') },
};
