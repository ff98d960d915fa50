import type { ZodOpenApiPathsObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { ACCESS } from './access.ts';
import { noQuery } from './lists.ts';
import { ALWAYS, FOR_STAFF, WITH_BODY, operation } from './openapi-operation.ts';
import {
  publicationAnswer,
  publicationBody,
  publicationChangesAnswer,
  publicationChangesQuery,
  publicationFileQuery,
  publicationPageAnswer,
  publicationPath,
  publicationQuery,
  publicationsAnswer,
  publicationsQuery,
} from './publications.ts';
import { XLSX_TYPE } from './report-week.ts';

const common = { tag: 'Plans and capacity', roles: ACCESS.publications } as const;
const USUAL = [...ALWAYS, ...FOR_STAFF, 'several-regions'] as const;
const OF_MONTH = [...USUAL, 'publication-not-found'] as const;

const publish = operation('publish', {
  ...common,
  summary: 'Freeze the open capacity and load rate of a month; 200 where it was published before',
  status: '201',
  answer: publicationAnswer,
  problems: [...USUAL, ...WITH_BODY, 'month-not-now', 'overloaded', 'not-ready'],
  request: {
    requestParams: { query: noQuery },
    requestBody: { required: true, content: { 'application/json': { schema: publicationBody } } },
  },
});

const list = operation('publications', {
  ...common,
  summary: 'Published months, the newest first',
  answer: publicationsAnswer,
  problems: USUAL,
  request: { requestParams: { query: publicationsQuery } },
});

const read = operation('publication', {
  ...common,
  summary: 'A published month: every 10(20) kV line and distribution transformer',
  answer: publicationPageAnswer,
  problems: [...OF_MONTH, 'not-for-outside'],
  request: { requestParams: { path: publicationPath, query: publicationQuery } },
});

const changes = operation('publicationChanges', {
  ...common,
  summary: 'What changed from one published month to another, and why',
  answer: publicationChangesAnswer,
  problems: OF_MONTH,
  request: { requestParams: { path: publicationPath, query: publicationChangesQuery } },
});

const FORMS = {
  csv: ['text/csv', 'CSV'],
  xlsx: [XLSX_TYPE, 'XLSX'],
  geojson: ['application/geo+json', 'GeoJSON'],
  gpkg: ['application/geopackage+sqlite3', 'GeoPackage'],
} as const;

const done = (type: string): ZodOpenApiResponsesObject => ({
  '200': {
    description: 'The file: the same bytes whenever it is asked for.',
    content: { [type]: { schema: { type: 'string', format: 'binary' } } },
  },
});

const file = (form: keyof typeof FORMS) =>
  operation(`publicationAs${FORMS[form][1]}`, {
    ...common,
    summary: `A published month as ${FORMS[form][1]}`,
    answer: { done: done(FORMS[form][0]) },
    problems: [...OF_MONTH, 'not-for-outside'],
    request: { requestParams: { path: publicationPath, query: publicationFileQuery } },
  });

/** The routes of publications. */
export const PUBLICATION_PATHS: ZodOpenApiPathsObject = {
  '/v1/publications': { post: publish, get: list },
  '/v1/publications/{month}': { get: read },
  '/v1/publications/{month}/changes': { get: changes },
  ...Object.fromEntries(
    (Object.keys(FORMS) as (keyof typeof FORMS)[]).map((form) => [
      `/v1/publications/{month}.${form}`,
      { get: file(form) },
    ]),
  ),
};
