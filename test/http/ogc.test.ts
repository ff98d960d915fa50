import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { CONFORMANCE } from '../../src/contract/ogc/conformance.ts';
import { collectionAnswer, collectionsAnswer } from '../../src/contract/ogc/collection.ts';
import { styleAnswer, tilesetAnswer, tilesetsAnswer } from '../../src/contract/ogc/drawn.ts';
import { featureAnswer, featuresAnswer } from '../../src/contract/ogc/features.ts';
import { conformanceAnswer, landingAnswer } from '../../src/contract/ogc/landing.ts';
import type { Link } from '../../src/contract/ogc/link.ts';
import { schemaAnswer } from '../../src/contract/ogc/schemas.ts';
import {
  FEATURE_COLLECTIONS,
  FEATURE_COLLECTION_NAMES,
  type FeatureCollectionName,
  RECORD_COLLECTIONS,
} from '../../src/model/features.ts';
import { placeAt } from '../support/drawn-grid.ts';
import { GIS_GRID } from '../support/gis-grid.ts';
import { expectProblem } from './expect-problem.ts';
import { bearer, fakeApp, fakePlanner } from './fake-parts.ts';
import { BASE, HOST, type Ogc, REL, linkOf, openOgc } from './ogc-client.ts';

const CRS = 'http://www.opengis.net/def/crs/';
const CRS84 = `${CRS}OGC/1.3/CRS84`;
const epsg = (code: number): string => `${CRS}EPSG/0/${code}`;

let ogc: Ogc;
beforeAll(async () => {
  ogc = await openOgc();
}, 120_000);
afterAll(() => ogc.house.close());

/** Ids of what a collection has of a region; of the month that has been published, every feeder and transformer. */
const idsOf = (name: FeatureCollectionName): string[] =>
  name === 'publications'
    ? [
        ...GIS_GRID.feeders.map(({ id }) => `2026-11.feeder.${id}`),
        ...GIS_GRID.distribution_transformers.map(({ id }) => `2026-11.distribution-transformer.${id}`),
      ]
    : GIS_GRID[RECORD_COLLECTIONS[name].table].map(({ id }) => id);

/** Every document of the API, with its schema and media type. */
const DOCUMENTS = [
  ['', landingAnswer, 'application/json'],
  ['/conformance', conformanceAnswer, 'application/json'],
  ['/collections', collectionsAnswer, 'application/json'],
  ['/collections/nodes', collectionAnswer, 'application/json'],
  ['/collections/nodes/queryables', schemaAnswer, 'application/schema+json'],
  ['/collections/nodes/schema', schemaAnswer, 'application/schema+json'],
  ['/collections/nodes/tiles', tilesetsAnswer, 'application/json'],
  ['/collections/nodes/tiles/WebMercatorQuad', tilesetAnswer, 'application/json'],
  ['/collections/nodes/style', styleAnswer, 'application/vnd.mapbox.style+json'],
  ['/collections/nodes/items', featuresAnswer, 'application/geo+json'],
  ['/collections/nodes/items/demo:P1', featureAnswer, 'application/geo+json'],
  ['/collections/publications', collectionAnswer, 'application/json'],
  ['/collections/publications/queryables', schemaAnswer, 'application/schema+json'],
  ['/collections/publications/schema', schemaAnswer, 'application/schema+json'],
  ['/collections/publications/items', featuresAnswer, 'application/geo+json'],
  ['/collections/publications/items/demo:2026-11.feeder.F1', featureAnswer, 'application/geo+json'],
] as const;

describe('core', () => {
  it('root-op, root-success: the landing page links what describes the API, its conformance and its data', async () => {
    const { links } = await ogc.read(landingAnswer, '/ogc');
    for (const rel of ['service-desc', 'service-doc', 'conformance', 'data', 'self', 'alternate'])
      expect(linkOf(links, rel), rel).toBeDefined();
    // What QGIS looks for by its type.
    expect(linkOf(links, 'service-desc', 'application/vnd.oai.openapi+json;version=3.0')?.href).toBe(
      `${BASE}/api`,
    );
    expect(linkOf(links, 'data', 'application/json')?.href).toBe(`${BASE}/collections`);
  });

  it('conformance-success: lists every class that is claimed, and these are tested here', async () => {
    const { conformsTo } = await ogc.read(conformanceAnswer, '/ogc/conformance');
    expect(conformsTo).toEqual(Object.values(CONFORMANCE));
    expect(conformsTo.map((uri) => uri.split('ogcapi-').at(1))).toEqual([
      'features-1/1.0/conf/core',
      'features-1/1.0/conf/geojson',
      'features-1/1.0/conf/html',
      'features-1/1.0/conf/oas30',
      'features-2/1.0/conf/crs',
      'features-3/1.0/conf/queryables',
      'features-3/1.0/conf/queryables-query-parameters',
    ]);
  });

  it.each(DOCUMENTS)('every link of %s is absolute, typed, and leads to its type', async (path, schema) => {
    const document = (await ogc.read(schema, `/ogc${path}`)) as {
      links?: Link[];
      collections?: { links: Link[] }[];
    };
    const links = [...(document.links ?? []), ...(document.collections ?? []).flatMap((one) => one.links)];
    for (const { href, type, templated } of links) {
      if (templated === true || !href.startsWith(`http://${HOST}/`)) continue;
      const response = await ogc.get(href.replace(`http://${HOST}`, ''));
      expect([href, response.status]).toEqual([href, 200]);
      if (type !== 'text/html')
        expect(response.headers['content-type']?.split(/; ?charset/u)[0]?.replaceAll(' ', '')).toBe(type);
      else expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    }
  });

  it('query-param-unknown, query-param-invalid: both are 400, and name every parameter at fault', async () => {
    for (const [path] of DOCUMENTS) await ogc.problemAt(`/ogc${path}?nonsense=1`, 'unknown-parameter');
    await ogc.problemAt('/ogc/api?nonsense=1', 'unknown-parameter');
    const [format] = expectProblem(await ogc.get('/ogc?f=xml'), 'invalid-parameter').errors;
    expect(format).toMatchObject({ pointer: '/query/f', received: 'xml', allowed: ['json', 'html'] });
    const wrong = 'limit=0&bbox=1,2,3&kv=ten&kind=tower&f=gml';
    expect(
      (await ogc.problemAt(`/ogc/collections/nodes/items?${wrong}`, 'invalid-parameter')).sort(),
    ).toEqual(['bbox', 'f', 'kind', 'kv', 'limit'].map((name) => `/query/${name}`));
    expect(await ogc.problemAt('/ogc/collections/nodes/items?cursor=abc', 'invalid-parameter')).toEqual([
      '/query/cursor',
    ]);
    const elsewhere = '/ogc/collections/nodes/items?bbox=0,0,0,91';
    expect(await ogc.problemAt(elsewhere, 'invalid-parameter')).toEqual(['/query/bbox']);
  });

  it('fc-md-success, sfc-md-success: a collection says the same of itself as the list does', async () => {
    const { collections, links } = await ogc.read(collectionsAnswer, '/ogc/collections');
    expect(collections.map(({ id }) => id)).toEqual(FEATURE_COLLECTION_NAMES);
    expect([linkOf(links, 'self')?.type, linkOf(links, 'alternate')?.type]).toEqual([
      'application/json',
      'text/html',
    ]);
    for (const listed of collections)
      expect(await ogc.read(collectionAnswer, `/ogc/collections/${listed.id}`)).toEqual(listed);
  });

  it('fc-md-items-links, fc-md-extent: features in each form; where and from when on they are', async () => {
    const { collections } = await ogc.read(collectionsAnswer, '/ogc/collections');
    for (const { links, extent } of collections) {
      const types = links.filter(({ rel }) => rel === 'items').map(({ type }) => type);
      expect(types).toEqual(['application/geo+json', 'text/html']);
      const [[west, south, east, north]] = extent!.spatial.bbox as [[number, number, number, number]];
      const { lon, lat } = placeAt([300, 0]);
      expect([west < lon, south < lat, east > lon, north > lat]).toEqual([true, true, true, true]);
      expect(extent!.temporal.interval[0]![1]).toBeNull();
    }
  });

  it('fc-op, fc-response, fc-number…: all features of a collection, as many as the record has', async () => {
    for (const name of FEATURE_COLLECTION_NAMES) {
      const page = await ogc.items(`${name}/items`);
      const expected = idsOf(name);
      expect(page.features.map(({ id }) => id).sort()).toEqual(expected.map((id) => `demo:${id}`).sort());
      expect([page.numberMatched, page.numberReturned]).toEqual([expected.length, expected.length]);
      expect(linkOf(page.links, 'next')).toBeUndefined();
    }
    expectProblem(await ogc.get('/ogc/collections/no-such-collection/items'), 'collection-not-found');
  });

  it('fc-limit, fc-links: pages of two regions follow one another, each feature once, with the parameters kept', async () => {
    const both = await ogc.house.token({ role: 'planner', regions: ['demo', 'east'] });
    const seen: string[] = [];
    let next: string | undefined = `${BASE}/collections/nodes/items?kind=pole&limit=3`;
    for (let pages = 0; next !== undefined; pages++) {
      expect(pages).toBeLessThan(4);
      const page: z.output<typeof featuresAnswer> = featuresAnswer.parse(
        (await ogc.get(next, { Authorization: both })).body,
      );
      expect(page.numberMatched).toBe(8);
      expect(page.numberReturned).toBeLessThanOrEqual(3);
      seen.push(...page.features.map(({ id }) => id));
      next = linkOf(page.links, 'next')?.href;
      if (next !== undefined) expect(next).toContain('kind=pole&limit=3');
    }
    const poles = ['P1', 'P2', 'P3', 'P9'];
    expect(seen).toEqual([...poles.map((id) => `demo:${id}`), ...poles.map((id) => `east:${id}`)]);
    // A limit that ends with a region leads on to the next one.
    const first = featuresAnswer.parse(
      (await ogc.get('/ogc/collections/nodes/items?kind=pole&limit=4', { Authorization: both })).body,
    );
    const second = featuresAnswer.parse(
      (await ogc.get(linkOf(first.links, 'next')!.href, { Authorization: both })).body,
    );
    expect(second.features.map(({ id }) => id)).toEqual(poles.map((id) => `east:${id}`));
    expect(linkOf(second.links, 'next')).toBeUndefined();
    const huge = await ogc.items('feeders/items?limit=1000000');
    expect(huge.numberReturned).toBe(3);
  });

  it('fc-bbox: what touches the box, and what has no place', async () => {
    const [low, high] = [placeAt([440, -10]), placeAt([460, 10])];
    const box = `${low.lon},${low.lat},${high.lon},${high.lat}`;
    expect(await ogc.ids(`feeders/items?bbox=${box}`)).toEqual(['demo:F1', 'demo:F9']);
    expect(await ogc.ids(`sections/items?bbox=${box}`)).toEqual(['demo:P1-P2']);
    expect(await ogc.ids(`sections/items?bbox=170,-10,-170,10`)).toEqual([]);
  });

  it('fc-time: features hold from the day of their data on', async () => {
    const [since] = (await ogc.read(collectionAnswer, '/ogc/collections/nodes')).extent!.temporal
      .interval[0]!;
    const all = GIS_GRID.nodes.length;
    const count = async (datetime: string) =>
      (await ogc.items(`nodes/items?datetime=${datetime}`)).numberMatched;
    expect(await count(since!)).toBe(all);
    expect(await count(`2001-01-01T00:00:00Z/${since!}`)).toBe(all);
    expect(await count('2001-01-01T00:00:00Z/..')).toBe(all);
    expect(await count('../2001-01-01T00:00:00Z')).toBe(0);
    expect(await count('2001-01-01')).toBe(0);
    expect(await ogc.problemAt('/ogc/collections/nodes/items?datetime=soon', 'invalid-parameter')).toEqual([
      '/query/datetime',
    ]);
  });

  it('f-op, f-success, f-links: one feature, as it is in the list', async () => {
    const page = await ogc.items('nodes/items');
    for (const { id, properties, geometry } of page.features) {
      const one = await ogc.read(featureAnswer, `/ogc/collections/nodes/items/${id}`);
      expect([one.id, one.properties, one.geometry]).toEqual([id, properties, geometry]);
      expect(linkOf(one.links, 'self')?.type).toBe('application/geo+json');
      expect(linkOf(one.links, 'alternate')?.type).toBe('text/html');
      expect(linkOf(one.links, 'collection')?.href).toBe(`${BASE}/collections/nodes`);
    }
    for (const id of ['demo:P77', 'east:P1', 'P1', 'demo:']) {
      const { errors } = expectProblem(
        await ogc.get(`/ogc/collections/nodes/items/${id}`),
        'feature-not-found',
      );
      expect(errors).toMatchObject([{ pointer: '/path/featureId', received: id }]);
    }
  });
});

describe('geojson and html', () => {
  it.each(DOCUMENTS)(
    'definition: %s is there in both, as `f` or `Accept` says',
    async (path, _schema, type) => {
      const typeOf = async (query: string, accept: string) =>
        (await ogc.get(`/ogc${path}${query}`, { Accept: accept })).headers['content-type'];
      expect(await typeOf('', 'application/geo+json, application/json')).toContain(type);
      expect(await typeOf('', '*/*')).toContain(type);
      expect(await typeOf('?f=json', 'text/html')).toContain(type);
      expect(await typeOf('?f=html', 'application/json')).toBe('text/html; charset=utf-8');
      const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
      expect(await typeOf('', browser)).toBe('text/html; charset=utf-8');
      expect((await ogc.get(`/ogc${path}`)).headers['vary']).toContain('Accept');
    },
  );

  it('content: the page has every feature and link of the document, and nothing of it as markup', async () => {
    const page = String((await ogc.get('/ogc/collections/nodes/items?f=html&limit=2')).body);
    expect(page).toContain('<td>busbar</td>');
    expect(page).toContain(`<a href="${BASE}/collections/nodes/items/demo%3AB?f=html">`);
    expect(page).toMatch(/<a href="[^"]*cursor=[\w-]+">/u);
    const one = String((await ogc.get('/ogc/collections/nodes/items/demo:P1?f=html')).body);
    expect(one).toContain('<td>Point</td>');
    const planner = fakePlanner({
      regions: () => [{ ...fakePlanner().regions()[0]!, dataAsOf: '<script>"' }],
    });
    const escaped = await request(fakeApp({ planner }))
      .get('/ogc/collections/nodes?f=html')
      .set('Authorization', await bearer());
    expect(escaped.text).toContain('&lt;script&gt;&quot;');
    expect(escaped.text).not.toContain('<script');
  });

  it('content: figures that need not be whole are written with a point, counts are not', async () => {
    const text = (await request(ogc.house.app)
      .get('/ogc/collections/nodes/items/demo:R1')
      .set('Authorization', ogc.planner)
      .buffer(true)
      .parse((res, done) => {
        let all = '';
        res.on('data', (part: Buffer) => (all += part.toString()));
        res.on('end', () => {
          done(null, all);
        });
      })) as { body: string };
    expect(text.body).toContain('"kv":10.0');
    expect(text.body).toContain('"baysSpare":1,');
  });
});

describe('oas30', () => {
  it('oas-definition, oas-impl, completeness, security: OpenAPI 3.0 with every path, parameter, status and scheme', async () => {
    const response = await ogc.get('/ogc/api');
    expect(response.headers['content-type']).toMatch(/^application\/vnd\.oai\.openapi\+json; ?version=3\.0/u);
    const document = response.body as {
      openapi: string;
      servers: { url: string }[];
      paths: Record<
        string,
        { get: { operationId: string; parameters: Record<string, unknown>[]; responses: object } }
      >;
      components: {
        parameters: Record<string, { schema: object }>;
        schemas: object;
        securitySchemes: object;
      };
    };
    expect(document.openapi).toMatch(/^3\.0\.\d$/u);
    expect(document.servers).toEqual([{ url: BASE }]);
    expect(Object.keys(document.components.securitySchemes)).toEqual(['token', 'basic']);
    // QGIS takes the size of its pages from here.
    expect(document.components.parameters['limit']?.schema).toMatchObject({ default: 1000, maximum: 10_000 });
    const operations = Object.values(document.paths).map((path) => path.get);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { responses } of operations)
      expect(Object.keys(responses).sort()).toEqual(['200', '304', '400', '401', '403', '404', '500', '503']);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/([\w-]+)"/gu)];
    expect(references.length).toBeGreaterThan(50);
    for (const [, kind, name] of references)
      expect(document.components[kind as 'schemas'], name).toHaveProperty([name!]);
    for (const schema of Object.values(document.components.schemas) as object[]) {
      for (const key of ['$schema', '$id', '$defs']) expect(Object.keys(schema)).not.toContain(key);
      expect(JSON.stringify(schema)).not.toContain('"const"');
    }
    for (const path of Object.keys(document.paths)) {
      const url = `/ogc${path.replace('{featureId}', 'demo:none')}`;
      expect([url, (await ogc.get(url)).status]).toEqual([url, path.includes('{') ? 404 : 200]);
    }
  });
});

describe('crs', () => {
  it('crs-uri, fc-md-crs-list, storageCrs: systems by URI, among them the one of the record and the zone of the region', async () => {
    const { collections } = await ogc.read(collectionsAnswer, '/ogc/collections');
    for (const { crs, storageCrs } of collections) {
      expect(crs).toEqual([CRS84, ...[4326, 4490, 3857, 4526, 4547].map(epsg)]);
      expect(crs).toContain(storageCrs);
    }
  });

  it('fc-crs, ogc-crs-header: coordinates in the axis order of the system, which the header names', async () => {
    const place = async (query: string) => {
      const response = await ogc.get(`/ogc/collections/nodes/items/demo:P2${query}`);
      const { geometry } = featureAnswer.parse(response.body);
      return { crs: response.headers['content-crs'], at: geometry!['coordinates'] as [number, number] };
    };
    const plain = await place('');
    expect(plain.crs).toBe(`<${CRS84}>`);
    expect(await place(`?crs=${CRS84}`)).toEqual(plain);
    const [lon, lat] = plain.at;
    expect(await place(`?crs=${epsg(4326)}`)).toEqual({ crs: `<${epsg(4326)}>`, at: [lat, lon] });
    // Degrees and ten thousands of metres; northing first but in Web Mercator.
    for (const [code, unit, rough] of [
      [4490, 1, [34, 113]],
      [3857, 1e4, [1260, 402]],
      [4547, 1e4, [376, 43]],
      [4526, 1e4, [376, 3843]],
    ] as const) {
      const { crs, at } = await place(`?crs=${epsg(code)}`);
      expect(crs).toBe(`<${epsg(code)}>`);
      expect([code, at.map((figure) => Math.round(figure / unit))]).toEqual([code, rough]);
      const page = await ogc.get(`/ogc/collections/nodes/items?recordId=P2&crs=${epsg(code)}`);
      expect(page.headers['content-crs']).toBe(crs);
      expect(featuresAnswer.parse(page.body).features[0]!.geometry!['coordinates']).toEqual(at);
    }
    const wrong = `crs=${epsg(2154)}&bbox-crs=${epsg(2154)}`;
    expect(await ogc.problemAt(`/ogc/collections/nodes/items?${wrong}`, 'invalid-parameter')).toEqual([
      '/query/crs',
    ]);
    expect(
      await ogc.problemAt(
        `/ogc/collections/nodes/items?bbox=1,2,3,4&bbox-crs=${epsg(2154)}`,
        'invalid-parameter',
      ),
    ).toEqual(['/query/bbox-crs']);
  });

  it('bbox-crs: a box in each system finds the same', async () => {
    const P2 = '/ogc/collections/nodes/items/demo:P2';
    for (const [code, width] of [
      [4326, 1e-5],
      [4490, 1e-5],
      [3857, 2],
      [4547, 2],
      [4526, 2],
    ] as const) {
      const { geometry } = await ogc.read(featureAnswer, `${P2}?crs=${epsg(code)}`);
      const [a, b] = geometry!['coordinates'] as [number, number];
      const box = [a - width, b - width, a + width, b + width].join(',');
      expect(await ogc.ids(`nodes/items?bbox=${box}&bbox-crs=${epsg(code)}`)).toEqual(['demo:P2']);
    }
    const { lon, lat } = placeAt([600, 0]);
    const box = [lon - 1e-5, lat - 1e-5, lon + 1e-5, lat + 1e-5].join(',');
    expect(await ogc.ids(`nodes/items?bbox=${box}&bbox-crs=${CRS84}`)).toEqual(
      await ogc.ids(`nodes/items?bbox=${box}`),
    );
  });
});

describe('queryables', () => {
  it('queryables-link, get-queryables-response: a JSON Schema of what one may ask by', async () => {
    for (const path of ['', '/items', '/items/demo:P1']) {
      const { headers } = await ogc.get(`/ogc/collections/nodes${path}`);
      expect(headers['link']).toBe(
        `<${BASE}/collections/nodes/queryables>; rel="${REL}queryables"; type="application/schema+json"`,
      );
    }
    const { links } = await ogc.read(collectionAnswer, '/ogc/collections/nodes');
    expect(linkOf(links, `${REL}queryables`)?.href).toBe(`${BASE}/collections/nodes/queryables`);
    const schema = await ogc.read(schemaAnswer, '/ogc/collections/nodes/queryables?f=json');
    expect(schema).toMatchObject({ $id: `${BASE}/collections/nodes/queryables`, type: 'object' });
    expect(Object.keys(schema.properties)).toEqual(Object.keys(FEATURE_COLLECTIONS.nodes.properties));
  });

  it('parameters: each is one, and only what has the value comes', async () => {
    for (const name of FEATURE_COLLECTION_NAMES) {
      const { features } = await ogc.items(`${name}/items`);
      const { properties } = await ogc.read(schemaAnswer, `/ogc/collections/${name}/queryables`);
      for (const property of Object.keys(properties)) {
        for (const value of new Set(features.map((feature) => feature.properties[property] ?? null))) {
          if (value === null) continue;
          const expected = features.filter((feature) => feature.properties[property] === value);
          const found = await ogc.items(`${name}/items?${property}=${encodeURIComponent(value)}`);
          expect(found.features.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
        }
      }
    }
  });

  it('the schema has the place and every property that a feature has', async () => {
    for (const name of FEATURE_COLLECTION_NAMES) {
      const { properties } = await ogc.read(schemaAnswer, `/ogc/collections/${name}/schema`);
      const [first] = (await ogc.items(`${name}/items?limit=1`)).features;
      expect(Object.keys(properties)).toEqual(['geometry', ...Object.keys(first!.properties)]);
      expect(properties['geometry']).toMatchObject({ 'x-ogc-role': 'primary-geometry' });
    }
  });
});
