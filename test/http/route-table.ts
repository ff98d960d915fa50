import type { Express, IRouter } from 'express';
import type { Caller } from '../../src/contract/claims.ts';
import type { CaseState } from '../../src/model/case-words.ts';
import { mercator } from '../support/read-tile.ts';
import { asked } from './case-client.ts';
import { plansBody } from './fake-parts.ts';

/**
 * Who calls, one column of the table each: nobody; the customer the application belongs to, another customer of its
 * region, and the one it belongs to with a token of another region; each role of staff with the region, and without it.
 */
export const CALLERS: readonly (readonly [string, Caller | null])[] = [
  ['nobody', null],
  ['its customer', { role: 'customer', sub: 'c1', regions: ['demo'] }],
  ['another customer', { role: 'customer', sub: 'c2', regions: ['demo'] }],
  ['its customer elsewhere', { role: 'customer', sub: 'c1', regions: ['dark'] }],
  ['manager', { role: 'manager', sub: 'm1', regions: ['demo'] }],
  ['manager elsewhere', { role: 'manager', sub: 'm1', regions: ['dark'] }],
  ['planner', { role: 'planner', sub: 'p1', regions: ['demo'] }],
  ['planner elsewhere', { role: 'planner', sub: 'p1', regions: ['dark'] }],
  ['operator', { role: 'operator', sub: 'o1', regions: '*' }],
  ['operator elsewhere', { role: 'operator', sub: 'o1', regions: ['dark'] }],
];

/** What a request is about: a case of customer `c1` in `demo`, and a webhook there with a delivery that was given up. */
export interface Target {
  readonly id: string;
  readonly offerId: string;
  readonly planId: string;
  /** Of another manager, not signed yet. */
  readonly overrideId: string;
  /** Attached by the customer. */
  readonly documentId: string;
  readonly hook: string;
  readonly seq: number;
  /** A screening that has been cancelled, and one that runs. */
  readonly screening: string;
  readonly running: string;
}

/** How a route is asked, so that it does what it is for where the caller may. */
interface Way {
  /** State the application has to be in. */
  readonly in?: CaseState;
  /** Stands for each parameter of the path beside `id` of an application. */
  readonly path?: (target: Target) => Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: (target: Target) => object;
  readonly headers?: () => Readonly<Record<string, string>>;
}

/** A row: what each column is answered, and how the route is asked. */
type Row = readonly [answers: string, way?: Way];

//                 nobody   customer      manager   planner   operator
const ALL = /*     */ '200 | 200 200 200 | 200 200 | 200 200 | 200 200';
const SIGNED_IN = '    401 | 200 200 200 | 200 200 | 200 200 | 200 200';
const STAFF = '        401 | 403 403 403 | 200 200 | 200 200 | 403 403';
const STAFF_THERE = '  401 | 403 403 403 | 200 404 | 200 404 | 403 403';
const CASE = '         401 | 200 404 404 | 200 404 | 403 403 | 403 403';
const MAKES = '        401 | 201 404 404 | 201 404 | 403 403 | 403 403';
const STEP = '         401 | 403 403 403 | 200 404 | 403 403 | 403 403';
const PLANNER = '      401 | 403 403 403 | 403 403 | 200 404 | 403 403';
const OPERATOR = '     401 | 403 403 403 | 403 403 | 403 403 | 200 404';

const inDemo: Way = { query: 'region=demo' };
const empty = (): object => ({});
const applied = (): object => asked(100);
const planned = (): object => ({ region: 'demo', ...plansBody });
const quiet = { loads: [], switches: [], sections: [], transformers: [] };
const november: Way = { query: 'region=demo', path: () => ({ month: '2026-11' }) };
const nodes: Way = { path: () => ({ collectionId: 'nodes' }) };
const [column, line] = mercator(113.201, 33.97, 14).map(Math.floor);
const tile: Way = { path: () => ({ z: '14', x: String(column), y: String(line) }) };
const key = (): Readonly<Record<string, string>> => ({ 'Idempotency-Key': crypto.randomUUID() });
const overridden = ({ planId }: Target): object => ({ planId, figure: 'route-m', stated: 1, reason: 'x' });
const chosen = ({ offerId, planId }: Target): object => ({ offerId, planId });
const ofHook = ({ hook, seq }: Target) => ({ id: hook, seq: String(seq) });
const reading = {
  ...{ elementKind: 'feeder', elementId: 'F1', from: '2026-06-01', to: '2026-08-31' },
  ...{ season: 'summer', peakKva: 2000, measuredOn: '2026-07-20' },
};

/** A site to be screened. */
export const sites = (): object => ({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [113.2, 33.97] },
      properties: { id: 's1', capacityKva: 100, category: 'industrial' },
    },
  ],
});
const ofDocument = { path: ({ id, documentId }: Target) => ({ id, documentId }) };
const ended: Way = { path: ({ screening }) => ({ id: screening }) };

/** What everybody is answered on every route of the service: a route without a row fails the test. */
export const ROUTE_TABLE: Readonly<Record<string, Row>> = {
  'get /healthz': [ALL],
  'get /readyz': [ALL],
  'get /metrics': [ALL],
  'get /openapi.json': [ALL],
  'get /docs': [ALL],
  'get /problems': [ALL],
  'get /': [ALL],
  'get /customer': [ALL],
  'get /customer/{*rest}': [ALL],
  'get /manager': [ALL],
  'get /manager/{*rest}': [ALL],
  'get /planner': [ALL],
  'get /planner/{*rest}': [ALL],
  'get /operator': [ALL],
  'get /operator/{*rest}': [ALL],
  'get /assets/page.css': [ALL],
  'get /assets/icon.svg': [ALL],
  'get /assets/docs.mjs': [ALL],
  'get /assets/swagger-ui.css': [ALL],
  'get /assets/swagger-ui-bundle.js': [ALL],
  'get /tiles/base.json': [SIGNED_IN],
  'get /tiles/base/:z/:x/:y.mvt': ['401 | 204 204 204 | 204 204 | 204 204 | 204 204', tile],
  'get /tiles/grid.json': [STAFF],
  'get /tiles/grid/:z/:x/:y.mvt': [STAFF, tile],
  'get /tiles/capacity.json': [STAFF],
  'get /tiles/capacity/:z/:x/:y.mvt': [STAFF, tile],
  'get /ogc': [STAFF],
  'get /ogc/api': [STAFF],
  'get /ogc/conformance': [STAFF],
  'get /ogc/collections': [STAFF],
  'get /ogc/collections/:collectionId': [STAFF, nodes],
  'get /ogc/collections/:collectionId/queryables': [STAFF, nodes],
  'get /ogc/collections/:collectionId/schema': [STAFF, nodes],
  'get /ogc/collections/:collectionId/tiles': [STAFF, nodes],
  'get /ogc/collections/:collectionId/tiles/WebMercatorQuad': [STAFF, nodes],
  'get /ogc/collections/:collectionId/style': [STAFF, nodes],
  'get /ogc/collections/:collectionId/items': [STAFF, nodes],
  'get /ogc/collections/:collectionId/items/:featureId': [
    STAFF_THERE,
    { path: () => ({ collectionId: 'nodes', featureId: 'demo:R1' }) },
  ],
  'post /v1/supply-plans': [STAFF_THERE, { body: planned }],
  'get /v1/power-sources': [STAFF_THERE, { query: 'region=demo&lon=113.2&lat=33.97&crs=WGS84' }],
  'get /v1/elements/:id/chain': [STAFF_THERE, { path: () => ({ id: 'R1' }), query: 'region=demo' }],
  'get /v1/capacity/feeders': [STAFF_THERE, inDemo],
  'get /v1/capacity/distribution-transformers': [STAFF_THERE, inDemo],
  'get /v1/capacity/main-transformers': [STAFF_THERE, inDemo],
  'get /v1/capacity/substations': [STAFF_THERE, inDemo],
  'get /v1/capacity/map': [STAFF_THERE, { query: 'region=demo&bbox=113.2,33.97,113.201,33.971' }],
  'post /v1/what-if': [
    '401 | 403 403 403 | 403 403 | 200 404 | 403 403',
    { body: () => ({ region: 'demo', ...quiet }) },
  ],
  'post /v1/publications': [
    '401 | 403 403 403 | 403 403 | 201 404 | 403 403',
    { body: () => ({ region: 'demo', month: '2026-11' }) },
  ],
  'get /v1/publications': [PLANNER, inDemo],
  'get /v1/publications/:month': [PLANNER, november],
  'get /v1/publications/:month/changes': [PLANNER, november],
  'get /v1/publications/:month.csv': [PLANNER, november],
  'get /v1/publications/:month.xlsx': [PLANNER, november],
  'get /v1/publications/:month.geojson': [PLANNER, november],
  'get /v1/publications/:month.gpkg': [PLANNER, november],
  'post /v1/screenings': [
    '401 | 403 403 403 | 202 404 | 202 404 | 403 403',
    { query: 'region=demo', body: sites, headers: () => ({ 'content-type': 'application/geo+json' }) },
  ],
  'get /v1/screenings': [STAFF_THERE, inDemo],
  'get /v1/screenings/:id': [STAFF_THERE, ended],
  'get /v1/screenings/:id/results.csv': [STAFF_THERE, ended],
  'get /v1/screenings/:id/results.ndjson': [STAFF_THERE, ended],
  'get /v1/screenings/:id/results.geojson': [STAFF_THERE, ended],
  // Who comes first cancels it, who comes then removes it.
  'delete /v1/screenings/:id': [
    '401 | 403 403 403 | 204 404 | 204 404 | 403 403',
    { path: ({ running }) => ({ id: running }) },
  ],
  'get /v1/warnings': [PLANNER, inDemo],
  'get /v1/warnings.atom': [PLANNER, inDemo],
  'get /v1/findings': ['401 | 403 403 403 | 403 403 | 200 404 | 403 403', inDemo],
  'get /v1/addresses': ['401 | 200 200 404 | 200 404 | 200 404 | 200 404', { query: 'q=x&region=demo' }],
  'get /v1/regions': [SIGNED_IN],
  'get /v1/policies': [SIGNED_IN],
  'post /v1/applications': ['401 | 201 201 404 | 201 404 | 403 403 | 403 403', { body: applied }],
  'get /v1/applications': ['401 | 200 200 404 | 200 404 | 403 403 | 403 403', inDemo],
  'get /v1/applications/:id': [CASE],
  'patch /v1/applications/:id': [
    CASE,
    { in: 'draft', body: () => ({ maxPlans: 5 }), headers: () => ({ 'If-Match': '*' }) },
  ],
  'post /v1/applications/:id/offers': [MAKES, { in: 'accepted', body: empty }],
  'get /v1/applications/:id/offers': [CASE],
  'get /v1/applications/:id/offers/:offerId': [CASE, { in: 'offered', path: ({ offerId }) => ({ offerId }) }],
  'post /v1/applications/:id/offers/:offerId/overrides': [
    '401 | 403 403 403 | 201 404 | 403 403 | 403 403',
    { in: 'offered', path: ({ offerId }) => ({ offerId }), body: overridden },
  ],
  'post /v1/applications/:id/offers/:offerId/overrides/:overrideId/signature': [
    STEP,
    { in: 'offered', path: ({ offerId, overrideId }) => ({ offerId, overrideId }), body: empty },
  ],
  'post /v1/applications/:id/choice': [MAKES, { in: 'offered', body: chosen, headers: key }],
  'delete /v1/applications/:id/choice': [CASE, { in: 'chosen' }],
  'get /v1/applications/:id/reply.pdf': [CASE, { in: 'chosen' }],
  'get /v1/applications/:id/events': [CASE],
  'get /v1/applications/:id/queue': [CASE],
  'post /v1/applications/:id/withdrawal': [CASE, { in: 'draft', body: empty }],
  'post /v1/applications/:id/acceptance': [STEP, { in: 'draft', body: empty }],
  'post /v1/applications/:id/review': [STEP, { in: 'chosen', body: empty }],
  'post /v1/applications/:id/approval': [STEP, { in: 'chosen', body: empty }],
  'post /v1/applications/:id/connection': [
    STEP,
    { in: 'approved', body: () => ({ connectedOn: '2026-11-01' }) },
  ],
  'post /v1/applications/:id/measurement': [
    STEP,
    { in: 'connected', body: () => ({ measuredOn: '2026-11-01', peakKva: 50 }) },
  ],
  'get /v1/applications/:id/documents': [CASE],
  'post /v1/applications/:id/documents': [
    MAKES,
    {
      query: 'document=identity&name=a.pdf',
      body: () => Buffer.from('%PDF-1.7'),
      headers: () => ({ 'content-type': 'application/pdf' }),
    },
  ],
  'get /v1/applications/:id/documents/:documentId': [CASE, ofDocument],
  // Who has not attached it may not take it out.
  'delete /v1/applications/:id/documents/:documentId': [
    '401 | 204 404 404 | 409 404 | 403 403 | 403 403',
    { in: 'draft', path: ofDocument.path },
  ],
  'post /v1/applications/:id/pause': [STEP, { in: 'draft', body: () => ({ reason: 'documents' }) }],
  // The clock of a new application runs.
  'post /v1/applications/:id/resumption': [
    '401 | 403 403 403 | 409 404 | 403 403 | 403 403',
    { in: 'draft', body: empty },
  ],
  'get /v1/reports/reinforcement': [STAFF_THERE, inDemo],
  'get /v1/reports/accuracy': [STAFF_THERE, inDemo],
  'get /v1/reports/weekly.xlsx': [STAFF_THERE, { query: 'region=demo&week=2026-W47' }],
  'get /v1/audit': [OPERATOR, inDemo],
  'post /v1/webhooks': [
    '401 | 403 403 403 | 403 403 | 403 403 | 201 404',
    { body: () => ({ region: 'demo', url: 'http://127.0.0.1:1/' }) },
  ],
  'get /v1/webhooks': [OPERATOR, inDemo],
  'get /v1/webhooks/:id': [OPERATOR, { path: ofHook }],
  'get /v1/webhooks/:id/deliveries': [OPERATOR, { path: ofHook }],
  'post /v1/webhooks/:id/deliveries/:seq/redelivery': [OPERATOR, { path: ofHook }],
  'delete /v1/webhooks/:id': ['401 | 403 403 403 | 403 403 | 403 403 | 204 404', { path: ofHook }],
  'post /v1/measurements': [OPERATOR, { body: () => ({ region: 'demo', measurements: [reading] }) }],
};

/** A cell of the table. */
export interface Cell {
  readonly name: string;
  readonly caller: Caller | null;
  readonly status: number;
}

/** The cells of a row, one for each of `CALLERS`. */
export function cellsOf([answers]: Row): readonly Cell[] {
  const statuses = answers.match(/\d+/gu) ?? [];
  if (statuses.length !== CALLERS.length) throw new Error(`a row has ${statuses.length} cells: ${answers}`);
  return CALLERS.map(([name, caller], i) => ({ name, caller, status: Number(statuses[i]) }));
}

/** A request of a row: where to, and what with. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body: object | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** How a route is asked about a target. */
export function askOf(route: string, way: Way, target: Target): Asked {
  const [method = '', pattern = ''] = route.split(' ');
  const given: Readonly<Record<string, string>> = { id: target.id, ...way.path?.(target) };
  const path = pattern
    .replaceAll(/:(\w+)/gu, (_, name: string) => encodeURIComponent(given[name] ?? name))
    .replace('{*rest}', 'x');
  const query = way.query === undefined ? '' : `?${way.query}`;
  return { method, url: path + query, body: way.body?.(target), headers: way.headers?.() ?? {} };
}

/** Every route of an app as its router has it, `<method> <path>`; folders of files are none. */
export function routesOf(app: Express): string[] {
  const found = new Set<string>();
  const walk = ({ stack }: Pick<IRouter, 'stack'>): void => {
    for (const { route, handle } of stack) {
      if ('stack' in handle) walk(handle as unknown as IRouter);
      const paths: readonly string[] = route === undefined ? [] : [route.path].flat();
      for (const { method } of route?.stack ?? [])
        if (typeof method === 'string') for (const path of paths) found.add(`${method} ${path}`);
    }
  };
  walk(app.router);
  return [...found].sort();
}
