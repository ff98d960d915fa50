import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capacityListAnswer } from '../../src/contract/capacity-list.ts';
import { collectionAnswer } from '../../src/contract/ogc/collection.ts';
import { styleAnswer, tilesetAnswer, tilesetsAnswer } from '../../src/contract/ogc/drawn.ts';
import { featuresAnswer } from '../../src/contract/ogc/features.ts';
import { landingAnswer } from '../../src/contract/ogc/landing.ts';
import { problemAnswer } from '../../src/contract/problem.ts';
import { FEATURE_COLLECTIONS, FEATURE_COLLECTION_NAMES } from '../../src/model/features.ts';
import { placeAt } from '../support/drawn-grid.ts';
import { CUSTOMER_NAMES } from '../support/gis-grid.ts';
import { expectProblem } from './expect-problem.ts';
import { bearer, fakeApp, fakeStore } from './fake-parts.ts';
import { HOST, type Ogc, REL, linkOf, openOgc } from './ogc-client.ts';

let ogc: Ogc;
beforeAll(async () => {
  ogc = await openOgc();
}, 120_000);
afterAll(() => ogc.house.close());

describe('features', () => {
  it('have the room that the capacity list gives', async () => {
    const lists = {
      substations: 'substations',
      'main-transformers': 'main-transformers',
      feeders: 'feeders',
      'distribution-transformers': 'distribution-transformers',
    };
    for (const [name, list] of Object.entries(lists)) {
      const listed = capacityListAnswer.parse((await ogc.get(`/v1/capacity/${list}`)).body).items;
      expect(listed.length).toBeGreaterThan(0);
      const { features } = await ogc.items(`${name}/items`);
      for (const { id, ...figures } of listed) {
        const { properties } = features.find((feature) => feature.id === `demo:${id}`)!;
        for (const figure of [
          'limitKva',
          'peakKva',
          'committedKva',
          'openKva',
          'loadRate',
          'season',
          'grade',
        ] as const)
          expect([id, figure, properties[figure]]).toEqual([id, figure, figures[figure]]);
      }
    }
    const room = Object.fromEntries(
      (await ogc.items('nodes/items')).features.map(({ id, properties }) => [id, properties]),
    );
    expect(room['demo:P1']).toMatchObject({ feederId: 'F1', grade: expect.any(String) as string });
    expect(typeof room['demo:P1']!['openKva']).toBe('number');
    // Behind the open tie nothing is fed.
    expect(room['demo:P9']).toMatchObject({ feederId: null, openKva: null, grade: null });
  });

  it('carry the name of no customer, in either form', async () => {
    for (const name of FEATURE_COLLECTION_NAMES) {
      for (const f of ['json', 'html']) {
        const body: unknown = (await ogc.get(`/ogc/collections/${name}/items?f=${f}`)).body;
        for (const customer of CUSTOMER_NAMES) expect(JSON.stringify(body)).not.toContain(customer);
      }
    }
  });

  it('are for staff, with the token as Bearer or as the password of Basic; a browser is asked for it', async () => {
    const role = async (name: 'customer' | 'manager' | 'planner' | 'operator') =>
      (await ogc.get('/ogc', { Authorization: await ogc.house.token({ role: name }) })).status;
    expect([
      await role('customer'),
      await role('operator'),
      await role('manager'),
      await role('planner'),
    ]).toEqual([403, 403, 200, 200]);
    const basic = Buffer.from(`me:${ogc.planner.slice(7)}`).toString('base64');
    expect((await ogc.get('/ogc', { Authorization: `Basic ${basic}` })).status).toBe(200);
    const open = await request(ogc.house.app).get('/ogc/collections');
    expectProblem(open, 'not-signed-in');
    expect(open.headers['www-authenticate']).toMatch(/^Bearer .*, Basic /u);
    expect((await request(ogc.house.app).get('/v1/regions')).headers['www-authenticate']).not.toContain(
      'Basic',
    );
  });

  it('are those of the regions of the token', async () => {
    const east = await ogc.house.token({ role: 'planner', regions: ['east'] });
    const page = featuresAnswer.parse(
      (await ogc.get('/ogc/collections/feeders/items', { Authorization: east })).body,
    );
    expect(page.features.map(({ properties }) => properties['region'])).toEqual(['east', 'east', 'east']);
    const none = await ogc.house.token({ role: 'planner', regions: ['nowhere'] });
    const empty = await ogc.get('/ogc/collections/feeders/items', { Authorization: none });
    expect(featuresAnswer.parse(empty.body)).toMatchObject({ numberMatched: 0, features: [] });
    const lonely = await ogc.get('/ogc/collections/feeders', { Authorization: none });
    expect(collectionAnswer.parse(lonely.body).extent).toBeUndefined();
  });

  it('are asked for again with their tag: of the ground by the data alone, of the grid with the ledger', async () => {
    const tag = async (path: string) => String((await ogc.get(`/ogc/collections/${path}`)).headers['etag']);
    const again = async (path: string, etag: string) =>
      (await ogc.get(`/ogc/collections/${path}`, { 'If-None-Match': etag })).status;
    const [roads, nodes, one] = [
      await tag('roads/items'),
      await tag('nodes/items'),
      await tag('nodes/items/demo:P1'),
    ];
    expect(await again('roads/items', roads)).toBe(304);
    expect(await again('nodes/items', nodes)).toBe(304);
    expect(await again('nodes/items/demo:P1', one)).toBe(304);
    expect(await tag('nodes/items?f=html')).not.toBe(nodes);
  });
});

describe('links', () => {
  const data = async (headers: Record<string, string>, publicUrl: string | null = null) => {
    const response = await request(fakeApp({ publicUrl }))
      .get('/ogc')
      .set({ Authorization: await bearer(), ...headers });
    return response.status === 200
      ? linkOf(landingAnswer.parse(response.body).links, 'data')?.href
      : problemAnswer.parse(response.body).errors[0]?.pointer;
  };

  it('begin with the configured address, else with the host that was asked', async () => {
    const url = 'https://grid.example/jiedian';
    expect(await data({ Host: 'evil.example' }, url)).toBe(`${url}/ogc/collections`);
    expect(await data({ Host: 'h:1', 'X-Forwarded-Proto': 'https' })).toBe('https://h:1/ogc/collections');
    expect(await data({ Host: '[::1]:8080' })).toBe('http://[::1]:8080/ogc/collections');
    expect(await data({ Host: 'a"><b' })).toBe('/header/Host');
  });

  it('lead from a collection to its tiles and style, which name layers that there are', async () => {
    for (const name of FEATURE_COLLECTION_NAMES) {
      const { tiles } = FEATURE_COLLECTIONS[name];
      const { links } = await ogc.read(collectionAnswer, `/ogc/collections/${name}`);
      const href = linkOf(links, `${REL}tilesets-vector`)?.href;
      expect(href === undefined).toBe(tiles === null);
      if (tiles === null || href === undefined) {
        await ogc.problemAt(`/ogc/collections/${name}/tiles`, 'not-found');
        await ogc.problemAt(`/ogc/collections/${name}/style`, 'not-found');
        continue;
      }
      const { tilesets } = await ogc.read(tilesetsAnswer, href);
      const set = await ogc.read(tilesetAnswer, tilesets[0]!.links[0]!.href);
      expect(set.tileMatrixSetURI).toMatch(/WebMercatorQuad$/u);
      const template = linkOf(set.links, 'item')!.href;
      const { lon } = placeAt([300, 0]);
      const x = Math.floor(((lon + 180) / 360) * 2 ** 10);
      const url = template
        .replace('{tileMatrix}', '10')
        .replace('{tileCol}', String(x))
        .replace('{tileRow}', '409');
      expect([200, 204]).toContain((await ogc.get(url.replace(`http://${HOST}`, ''))).status);
      const style = await ogc.read(styleAnswer, linkOf(links, 'style')!.href);
      const tileJson = (await ogc.get(`/tiles/${tiles.set}.json`)).body as {
        vector_layers: { id: string }[];
      };
      for (const layer of style.layers)
        expect(tileJson.vector_layers.map(({ id }) => id)).toContain(layer['source-layer']);
      expect(style.sources).toEqual({
        [tiles.set]: { type: 'vector', url: `http://${HOST}/tiles/${tiles.set}.json` },
      });
    }
  });
});

describe('while data is being loaded', () => {
  it('room of another state is not mixed in: the answer is not ready', async () => {
    const at = { id: 'demo', version: 13, ledgerVersion: 1 };
    const rows = [{ id: 'N1', geometry: null, properties: {} }];
    const store = fakeStore([], { features: () => Promise.resolve({ at, rows, next: null, matched: 1 }) });
    const response = await request(fakeApp({ store }))
      .get('/ogc/collections/nodes/items')
      .set('Authorization', await bearer());
    expectProblem(response, 'not-ready');
    const roads = await request(fakeApp({ store }))
      .get('/ogc/collections/roads/items')
      .set('Authorization', await bearer());
    expect(roads.status).toBe(200);
  });
});
