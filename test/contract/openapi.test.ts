import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FINDING_SENTENCES, SUGGESTION_SENTENCES } from '../../src/contract/finding-sentences.ts';
import { ISSUE_CODES } from '../../src/contract/issue-codes.ts';
import { openApiDocument } from '../../src/contract/openapi.ts';
import { PROBLEMS } from '../../src/contract/problems.ts';
import { supplyPlansBody } from '../../src/contract/supply-plans-request.ts';
import { XLSX_TYPE } from '../../src/contract/report-week.ts';

const textsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));

type Json = Readonly<Record<string, unknown>>;

const document = JSON.parse(JSON.stringify(openApiDocument('0.1.0'))) as Json & {
  paths: Record<string, Record<string, Json & { responses: Record<string, Json>; parameters?: Json[] }>>;
  components: { schemas: Record<string, Json>; securitySchemes: Json };
};

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Every object of the document, with its JSON pointer. */
function* walk(value: unknown, pointer = '#'): Generator<[string, Json]> {
  if (!isObject(value)) return;
  if (!Array.isArray(value)) yield [pointer, value];
  for (const [key, part] of Object.entries(value)) {
    yield* walk(part, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  }
}

const resolve = (pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), document);

const everywhere = [...walk(document)];

/** Forms of a published month. */
const PUBLISHED_AS: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  geojson: 'application/geo+json',
  gpkg: 'application/geopackage+sqlite3',
};

/** Answers that come in several forms, by the end of their path. */
const FORMS: Readonly<Record<string, readonly string[]>> = {
  '/{documentId}': ['application/pdf', 'image/png', 'image/jpeg'],
  '/v1/capacity/map': ['application/geo+json', 'image/tiff; application=geotiff'],
};
const formsOf = (path: string): readonly string[] =>
  Object.entries(FORMS).find(([end]) => path.endsWith(end))?.[1] ?? [doneOf(path)];

/** What an answer of a path is. */
const doneOf = (path: string): string => {
  if (path.endsWith('/{documentId}')) return 'application/pdf';
  if (path === '/v1/capacity/map') return 'application/geo+json';
  if (path.endsWith('/events')) return 'text/event-stream';
  if (path.endsWith('.csv')) return 'text/csv';
  if (path.endsWith('.ndjson')) return 'application/x-ndjson';
  if (path.endsWith('.geojson')) return 'application/geo+json';
  if (path.endsWith('.mvt')) return 'application/vnd.mapbox-vector-tile';
  const form = Object.keys(PUBLISHED_AS).find((one) => path.endsWith(`{month}.${one}`));
  if (form !== undefined) return PUBLISHED_AS[form]!;
  if (path.endsWith('.atom')) return 'application/atom+xml';
  if (path.endsWith('.xlsx')) return XLSX_TYPE;
  return path.endsWith('.pdf') ? 'application/pdf' : 'application/json';
};

describe('the OpenAPI document', () => {
  it('is of version 3.1 and has every route of the contract', () => {
    expect(document['openapi']).toBe('3.1.0');
    expect(document['info']).toMatchObject({ title: 'Jiedian (接电)', version: '0.1.0' });
    expect(
      Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method} ${path}`),
      ),
    ).toEqual([
      'post /v1/supply-plans',
      'get /v1/power-sources',
      'get /v1/elements/{id}/chain',
      'get /v1/capacity/feeders',
      'get /v1/capacity/distribution-transformers',
      'get /v1/capacity/main-transformers',
      'get /v1/capacity/substations',
      'get /v1/capacity/map',
      'post /v1/what-if',
      'post /v1/screenings',
      'get /v1/screenings',
      'get /v1/screenings/{id}',
      'delete /v1/screenings/{id}',
      'get /v1/screenings/{id}/results.csv',
      'get /v1/screenings/{id}/results.ndjson',
      'get /v1/screenings/{id}/results.geojson',
      'post /v1/applications',
      'get /v1/applications',
      'get /v1/applications/{id}',
      'patch /v1/applications/{id}',
      'post /v1/applications/{id}/offers',
      'get /v1/applications/{id}/offers',
      'get /v1/applications/{id}/offers/{offerId}',
      'post /v1/applications/{id}/offers/{offerId}/overrides',
      'post /v1/applications/{id}/offers/{offerId}/overrides/{overrideId}/signature',
      'post /v1/applications/{id}/choice',
      'delete /v1/applications/{id}/choice',
      'get /v1/applications/{id}/reply.pdf',
      'get /v1/applications/{id}/events',
      'get /v1/applications/{id}/queue',
      'post /v1/applications/{id}/acceptance',
      'post /v1/applications/{id}/review',
      'post /v1/applications/{id}/approval',
      'post /v1/applications/{id}/connection',
      'post /v1/applications/{id}/measurement',
      'post /v1/applications/{id}/pause',
      'post /v1/applications/{id}/resumption',
      'post /v1/applications/{id}/withdrawal',
      'get /v1/reports/weekly.xlsx',
      'get /v1/reports/reinforcement',
      'get /v1/reports/accuracy',
      'get /v1/audit',
      'get /v1/applications/{id}/documents',
      'post /v1/applications/{id}/documents',
      'get /v1/applications/{id}/documents/{documentId}',
      'delete /v1/applications/{id}/documents/{documentId}',
      'post /v1/webhooks',
      'get /v1/webhooks',
      'get /v1/webhooks/{id}',
      'delete /v1/webhooks/{id}',
      'get /v1/webhooks/{id}/deliveries',
      'post /v1/webhooks/{id}/deliveries/{seq}/redelivery',
      'post /v1/publications',
      'get /v1/publications',
      'get /v1/publications/{month}',
      'get /v1/publications/{month}/changes',
      'get /v1/publications/{month}.csv',
      'get /v1/publications/{month}.xlsx',
      'get /v1/publications/{month}.geojson',
      'get /v1/publications/{month}.gpkg',
      'get /v1/warnings',
      'get /v1/warnings.atom',
      'get /v1/findings',
      'post /v1/measurements',
      'get /v1/addresses',
      'get /v1/regions',
      'get /v1/policies',
      'get /tiles/base.json',
      'get /tiles/base/{z}/{x}/{y}.mvt',
      'get /tiles/grid.json',
      'get /tiles/grid/{z}/{x}/{y}.mvt',
      'get /tiles/capacity.json',
      'get /tiles/capacity/{z}/{x}/{y}.mvt',
      'get /healthz',
      'get /readyz',
    ]);
  });

  it('resolves every reference', () => {
    const references = everywhere.flatMap(([, { $ref }]) => (typeof $ref === 'string' ? [$ref] : []));
    expect(references.length).toBeGreaterThan(20);
    for (const reference of references) expect(resolve(reference), reference).toBeDefined();
  });

  it('names each operation once, with a summary, a success and JSON of each kind, but for tiles', () => {
    const all = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.values(methods).map((operation) => ({ path, operation })),
    );
    const operations = all.map(({ operation }) => operation);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { path, operation } of all) {
      const { summary, responses } = operation;
      const done = doneOf(path);
      expect(summary).toMatch(/\w/u);
      const whole = responses['200'] ?? responses['201'] ?? responses['202'];
      if (whole === undefined) expect(responses).toHaveProperty('204');
      else expect(whole['content']).toHaveProperty([done, 'schema']);
      for (const [status, response] of Object.entries(responses)) {
        const type = status.startsWith('2') ? done : 'application/problem+json';
        if (!['204', '304'].includes(status))
          expect(Object.keys(response['content'] as Json)).toEqual(type === done ? formsOf(path) : [type]);
        expect(response['description']).toMatch(/\w/u);
      }
    }
  });

  it('tells the roles of every route that has some, and asks for no token elsewhere', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const operation of Object.values(methods)) {
        if (path.startsWith('/v1/applications')) expect(operation['x-roles']).toContain('manager');
        else if (['/v1/measurements', '/v1/audit'].includes(path) || path.startsWith('/v1/webhooks'))
          expect(operation['x-roles']).toEqual(['operator']);
        else if (path.startsWith('/v1/') || path.startsWith('/tiles/'))
          expect(operation['x-roles']).toContain('planner');
        else expect(operation['security']).toEqual([]);
      }
    }
  });

  it('declares every parameter of a path', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const name of [...path.matchAll(/\{(\w+)\}/gu)].map(([, found]) => found)) {
        for (const { parameters } of Object.values(methods)) {
          expect(parameters).toContainEqual(expect.objectContaining({ in: 'path', name, required: true }));
        }
      }
    }
  });

  it('has a sentence for every value of every enumeration', () => {
    const enumerations = everywhere.filter(
      ([, { enum: values }]) => Array.isArray(values) && values.length > 1,
    );
    expect(enumerations.length).toBeGreaterThan(20);
    for (const [pointer, { enum: values, description }] of enumerations) {
      for (const value of values as unknown[]) {
        const line = String(description)
          .split('\n')
          .find((text) => text.startsWith(`- \`${String(value)}\`: `));
        expect(line, `${pointer} ${String(value)}`).toMatch(/: .{5,}\.$/u);
      }
    }
  });

  it('has every code of a problem and of an error', () => {
    const { code, errors } = document.components.schemas['Problem']?.['properties'] as Record<string, Json>;
    expect(code?.['enum']).toEqual(Object.keys(PROBLEMS));
    expect(errors?.['items']).toEqual({ $ref: '#/components/schemas/FieldError' });
    const error = document.components.schemas['FieldError']?.['properties'] as Record<string, Json>;
    expect(error['code']?.['enum']).toEqual(Object.keys(ISSUE_CODES));
  });

  it('has a sentence for every finding and suggestion of the doctor, and none that it never says', () => {
    const sources = textsIn('src/ingest/doctor').join('\n');
    const sentences = { ...FINDING_SENTENCES, ...SUGGESTION_SENTENCES };
    for (const [, key] of sources.matchAll(/\bkey: '([a-z-]+)'/gu))
      expect(Object.keys(sentences)).toContain(key);
    for (const key of Object.keys(sentences)) expect(sources).toContain(`'${key}'`);
  });

  it('closes every object, but maps of free names', () => {
    for (const [pointer, schema] of everywhere.filter(
      ([, { type, properties }]) => type === 'object' && properties,
    )) {
      expect(schema['additionalProperties'], pointer).toBe(false);
    }
  });

  it('shows an example that the service takes', () => {
    const { example } = (resolve('#/paths/~1v1~1supply-plans/post/requestBody/content/application~1json') ??
      {}) as Json;
    expect(supplyPlansBody.safeParse(example).success).toBe(true);
  });
});

describe('the table of problems', () => {
  it('uses statuses of refusals and faults only, and says of each what it means', () => {
    for (const [code, { status, title, sentence }] of Object.entries(PROBLEMS)) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/u);
      expect([400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428, 429, 500, 503]).toContain(status);
      expect(title).not.toMatch(/\.$/u);
      expect(sentence).toMatch(/\.$/u);
    }
  });
});
