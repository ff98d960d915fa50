import type { ZodOpenApiPathsObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { CAPACITY_LISTS, type CapacityListName } from '../model/planner.ts';
import { TILE_SETS, type TileSet } from '../model/tiles.ts';
import { ACCESS } from './access.ts';
import { capacityListAnswer, capacityListQuery } from './capacity-list.ts';
import { CAPACITY_MAP_TYPES, capacityMapAnswer, capacityMapQuery } from './capacity-map.ts';
import { chainAnswer, chainPath, chainQuery } from './chain.ts';
import { measurementsExample, supplyPlansExample, whatIfExample } from './examples.ts';
import { findingsAnswer, findingsQuery } from './findings.ts';
import { healthAnswer, readyAnswer } from './health.ts';
import { addressesAnswer, addressesQuery, noQuery, policiesAnswer, regionsAnswer } from './lists.ts';
import { measurementsAnswer, measurementsBody } from './measurements.ts';
import { APPLICATION_PATHS } from './openapi-applications.ts';
import { DOCUMENT_PATHS } from './openapi-documents.ts';
import { SCREENING_PATHS } from './openapi-screenings.ts';
import { PUBLICATION_PATHS } from './openapi-publications.ts';
import { WARNING_PATHS } from './openapi-warnings.ts';
import { WEBHOOK_PATHS } from './openapi-webhooks.ts';
import { ALWAYS, FOR_MAPS, FOR_STAFF, OF_PLANNER, WITH_BODY, operation } from './openapi-operation.ts';
import { powerSourcesAnswer, powerSourcesQuery } from './power-sources.ts';
import { supplyPlansAnswer } from './supply-plans-answer.ts';
import { supplyPlansBody, supplyPlansQuery } from './supply-plans-request.ts';
import { TILE_TYPE, tileJsonAnswer, tileJsonQuery, tilePath, tileQuery } from './tiles.ts';
import { whatIfAnswer, whatIfBody } from './what-if.ts';

const supplyPlans = operation('supplyPlans', {
  tag: 'Plans and capacity',
  summary: 'Plans for a demand at a place; nothing is stored',
  roles: ACCESS.supplyPlans,
  answer: supplyPlansAnswer,
  problems: [
    ...ALWAYS,
    ...FOR_STAFF,
    ...OF_PLANNER,
    ...WITH_BODY,
    'outside-every-region',
    'address-not-found',
    'address-ambiguous',
    'policy-not-found',
  ],
  request: {
    requestParams: { query: supplyPlansQuery },
    requestBody: {
      required: true,
      content: { 'application/json': { schema: supplyPlansBody, example: supplyPlansExample } },
    },
  },
});

const powerSources = operation('powerSources', {
  tag: 'Plans and capacity',
  summary: 'Power sources within a radius, with the open capacity of each',
  roles: ACCESS.powerSources,
  answer: powerSourcesAnswer,
  problems: [...ALWAYS, ...FOR_STAFF, ...OF_PLANNER, 'outside-every-region'],
  request: { requestParams: { query: powerSourcesQuery } },
});

const chain = operation('chain', {
  tag: 'Plans and capacity',
  summary: 'Chain ledger of an element, up to the main transformer',
  roles: ACCESS.chain,
  answer: chainAnswer,
  problems: [...ALWAYS, ...FOR_STAFF, ...OF_PLANNER, 'element-not-found'],
  request: { requestParams: { path: chainPath, query: chainQuery } },
});

const capacity = (list: CapacityListName) =>
  operation(
    `capacityOf${list.replaceAll(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())}`,
    {
      tag: 'Plans and capacity',
      summary: `Open capacity and load rate of ${list.replaceAll('-', ' ')}`,
      roles: ACCESS.capacity,
      answer: capacityListAnswer,
      problems: [...ALWAYS, ...FOR_STAFF, ...OF_PLANNER],
      request: { requestParams: { query: capacityListQuery } },
    },
  );

const capacityMap = operation('capacityMap', {
  tag: 'Plans and capacity',
  summary: 'Largest standard demand that fits at every 50 m cell of a box',
  roles: ACCESS.capacityMap,
  answer: {
    done: {
      200: {
        description: 'Done.',
        content: {
          [CAPACITY_MAP_TYPES.geojson]: { schema: capacityMapAnswer },
          [CAPACITY_MAP_TYPES.tiff]: {},
        },
      },
    },
  },
  problems: [...ALWAYS, ...FOR_STAFF, ...OF_PLANNER],
  request: { requestParams: { query: capacityMapQuery } },
});

const whatIf = operation('whatIf', {
  tag: 'Plans and capacity',
  summary: 'Ledger and voltages with added loads, changed switches, new equipment; nothing is stored',
  roles: ACCESS.whatIf,
  answer: whatIfAnswer,
  problems: [
    ...ALWAYS,
    ...FOR_STAFF,
    ...OF_PLANNER,
    'malformed-json',
    'malformed-request',
    'body-too-large',
    'unsupported-media-type',
    'load-flow-collapses',
  ],
  request: {
    requestBody: {
      required: true,
      content: { 'application/json': { schema: whatIfBody, example: whatIfExample } },
    },
  },
});

const findings = operation('findings', {
  tag: 'Plans and capacity',
  summary: "The doctor's findings about the record of a region",
  roles: ACCESS.findings,
  answer: findingsAnswer,
  problems: [...ALWAYS, ...FOR_STAFF, 'several-regions'],
  request: { requestParams: { query: findingsQuery } },
});

const measurements = operation('measurements', {
  tag: 'Operation',
  summary: 'Readings of meters into the record, without a new grid; answers follow within seconds',
  roles: ACCESS.measurements,
  answer: measurementsAnswer,
  problems: [...ALWAYS, ...FOR_STAFF, ...WITH_BODY, 'several-regions'],
  request: {
    requestParams: { query: noQuery },
    requestBody: {
      required: true,
      content: { 'application/json': { schema: measurementsBody, example: measurementsExample } },
    },
  },
});

const addresses = operation('addresses', {
  tag: 'Lists',
  summary: 'Search the gazetteer',
  roles: ACCESS.addresses,
  answer: addressesAnswer,
  problems: [...ALWAYS, 'invalid-request', 'region-not-found'],
  request: { requestParams: { query: addressesQuery } },
});

const regions = operation('regions', {
  tag: 'Lists',
  summary: 'Regions that the caller may use',
  roles: ACCESS.regions,
  answer: regionsAnswer,
  problems: ALWAYS,
  request: { requestParams: { query: noQuery } },
});

const policies = operation('policies', {
  tag: 'Lists',
  summary: 'Policy packs that are loaded',
  roles: ACCESS.policies,
  answer: policiesAnswer,
  problems: ALWAYS,
  request: { requestParams: { query: noQuery } },
});

const tileJsonOf = (set: TileSet) =>
  operation(`${set}TileJson`, {
    tag: 'Maps',
    summary: `What the set of tiles \`${set}\` holds, and the URL of its tiles (TileJSON)`,
    roles: ACCESS[`${set}Tiles`],
    answer: tileJsonAnswer,
    problems: [...ALWAYS, ...(set === 'base' ? [] : FOR_MAPS)],
    request: { requestParams: { query: tileJsonQuery[set] } },
  });

/** A tile is no JSON, and an empty one no content. */
const TILE_DONE: ZodOpenApiResponsesObject = {
  '200': {
    description: 'A Mapbox Vector Tile 2.1; its layers stand in the TileJSON.',
    content: { [TILE_TYPE]: { schema: { type: 'string', format: 'binary' } } },
  },
  '204': { description: 'There is nothing in this tile.' },
  '304': { description: 'Nothing moved since the tile of `If-None-Match`.' },
};

const tileOf = (set: TileSet) =>
  operation(`${set}Tile`, {
    tag: 'Maps',
    summary: `One vector tile of the set \`${set}\`, Web Mercator, of all regions of the token`,
    roles: ACCESS[`${set}Tiles`],
    answer: { done: TILE_DONE },
    problems: [...ALWAYS, ...(set === 'base' ? [] : FOR_MAPS), 'tile-not-found', 'overloaded', 'not-ready'],
    request: { requestParams: { path: tilePath, query: tileQuery[set] } },
  });

const health = operation('health', {
  tag: 'Operation',
  summary: 'The process is alive',
  answer: healthAnswer,
  problems: [],
});

const ready = operation('ready', {
  tag: 'Operation',
  summary: 'The service can answer requests',
  answer: readyAnswer,
  problems: ['not-ready'],
});

/** Every route with its parameters, answers and refusals. */
export const OPENAPI_PATHS: ZodOpenApiPathsObject = {
  '/v1/supply-plans': { post: supplyPlans },
  '/v1/power-sources': { get: powerSources },
  '/v1/elements/{id}/chain': { get: chain },
  ...Object.fromEntries(CAPACITY_LISTS.map((list) => [`/v1/capacity/${list}`, { get: capacity(list) }])),
  '/v1/capacity/map': { get: capacityMap },
  '/v1/what-if': { post: whatIf },
  ...SCREENING_PATHS,
  ...APPLICATION_PATHS,
  ...DOCUMENT_PATHS,
  ...WEBHOOK_PATHS,
  ...PUBLICATION_PATHS,
  ...WARNING_PATHS,
  '/v1/findings': { get: findings },
  '/v1/measurements': { post: measurements },
  '/v1/addresses': { get: addresses },
  '/v1/regions': { get: regions },
  '/v1/policies': { get: policies },
  ...Object.fromEntries(
    TILE_SETS.flatMap((set): [string, ZodOpenApiPathsObject[string]][] => [
      [`/tiles/${set}.json`, { get: tileJsonOf(set) }],
      [`/tiles/${set}/{z}/{x}/{y}.mvt`, { get: tileOf(set) }],
    ]),
  ),
  '/healthz': { get: health },
  '/readyz': { get: ready },
};
