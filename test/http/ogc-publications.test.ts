import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectionsAnswer } from '../../src/contract/ogc/collection.ts';
import { featureAnswer } from '../../src/contract/ogc/features.ts';
import { type PublicationPageAnswer, publicationPageAnswer } from '../../src/contract/publications.ts';
import { placeAt } from '../support/drawn-grid.ts';
import { expectProblem } from './expect-problem.ts';
import { BASE, type Ogc, linkOf, openOgc } from './ogc-client.ts';

type Item = PublicationPageAnswer['items'][number];

let clock = new Date('2026-11-30T15:00:00Z');
let ogc: Ogc;
/** What the service answered before the second month was published. */
let before: { etag: string; body: unknown };
beforeAll(async () => {
  ogc = await openOgc(() => clock);
  const first = await ogc.get('/ogc/collections/publications/items');
  before = { etag: String(first.headers['etag']), body: first.body };
  // December in Shanghai; the tokens are good still.
  clock = new Date('2026-11-30T17:00:00Z');
  await ogc.publish('demo', '2026-12');
}, 120_000);
afterAll(() => ogc.house.close());

const items = (query = '') => ogc.items(`publications/items${query}`);
const ids = async (query: string) => (await items(query)).features.map(({ id }) => id);
/** A month as `/v1/publications` tells it, by the id of the feature. */
const told = async (month: string, query = ''): Promise<[string, Item][]> => {
  const path = `/v1/publications/${month}?region=demo&pageSize=1000${query}`;
  const page = publicationPageAnswer.parse((await ogc.get(path)).body);
  return page.items.map((item) => [`demo:${month}.${item.kind}.${item.id}`, item]);
};

describe('what was published', () => {
  it('is the rows of every month, with their figures', async () => {
    const all = [...(await told('2026-11')), ...(await told('2026-12'))];
    const { features, numberMatched } = await items();
    expect(numberMatched).toBe(10);
    expect(features.map(({ id }) => id).sort()).toEqual(all.map(([id]) => id).sort());
    for (const [id, item] of all) {
      const { properties, geometry } = features.find((one) => one.id === id)!;
      expect(properties).toMatchObject({ month: id.slice(5, 12), elementId: item.id, region: 'demo' });
      const figures = [
        'kind',
        'name',
        'feederId',
        'ratingKva',
        'peakKva',
        'committedKva',
        'openKva',
        'loadRate',
        'grade',
      ];
      for (const figure of figures)
        expect([id, figure, properties[figure]]).toEqual([id, figure, item[figure as keyof Item]]);
      const at = 'at' in item ? item.at : null;
      expect(geometry).toEqual(
        at === null
          ? null
          : { type: 'Point', coordinates: [expect.closeTo(at.lon, 6), expect.closeTo(at.lat, 6)] },
      );
    }
    // What a customer owns is called by its id.
    const owned = features.filter(({ properties }) => properties['ofCustomer'] === true);
    expect(owned.map(({ properties }) => properties['name'])).toEqual(['专变 T2', '专变 T2']);
  });

  it('is found by the month that a time falls in', async () => {
    const months = async (datetime: string) => [
      ...new Set((await ids(`?datetime=${datetime}`)).map((id) => id.slice(5, 12))),
    ];
    expect(await months('2026-11-30')).toEqual(['2026-11']);
    expect(await months('2026-12-01T00:00:00Z')).toEqual(['2026-12']);
    expect(await months('2026-11-10/2026-12-10')).toEqual(['2026-11', '2026-12']);
    expect(await months('2026-12-01/..')).toEqual(['2026-12']);
    expect(await months('../2026-11-01')).toEqual(['2026-11']);
    expect(await months('../2026-10-31')).toEqual([]);
    expect(await months('2027-01-01/..')).toEqual([]);
    expect(await ids('?datetime=2026-11-01&month=2026-12')).toEqual([]);
  });

  it('is found by its properties and in a box, and comes page by page', async () => {
    expect(await ids('?month=2026-12&kind=feeder')).toEqual(
      ['D1', 'F1', 'F9'].map((id) => `demo:2026-12.feeder.${id}`),
    );
    const [low, high] = [placeAt([590, -10]), placeAt([610, 10])];
    const box = `bbox=${low.lon},${low.lat},${high.lon},${high.lat}`;
    const inside = (await told('2026-11', `&${box}`)).map(([id]) => id);
    expect(inside).toEqual(['demo:2026-11.distribution-transformer.T1']);
    const nowhere = (await items('?month=2026-11')).features.filter(({ geometry }) => geometry === null);
    expect(await ids(`?month=2026-11&${box}`)).toEqual([...inside, ...nowhere.map(({ id }) => id)].sort());
    const seen: string[] = [];
    let next: string | undefined = `${BASE}/collections/publications/items?month=2026-11&limit=2`;
    while (next !== undefined) {
      const page = await items(next.slice(`${BASE}/collections/publications/items`.length));
      expect(page.numberMatched).toBe(5);
      seen.push(...page.features.map(({ id }) => id));
      next = linkOf(page.links, 'next')?.href;
    }
    expect(seen).toEqual(await ids('?month=2026-11'));
  });

  it('comes in other systems, and to read', async () => {
    const one = '/ogc/collections/publications/items/demo:2026-11.distribution-transformer.T1';
    const { geometry } = await ogc.read(featureAnswer, one);
    const [lon, lat] = geometry!['coordinates'] as [number, number];
    const turned = await ogc.read(featureAnswer, `${one}?crs=http://www.opengis.net/def/crs/EPSG/0/4490`);
    expect(turned.geometry!['coordinates']).toEqual([expect.closeTo(lat, 6), expect.closeTo(lon, 6)]);
    expect(String((await ogc.get(`${one}?f=html`)).body)).toContain('<td>2026-11</td>');
    await ogc.problemAt('/ogc/collections/publications/items/demo:2026-10.feeder.F1', 'feature-not-found');
  });

  it('has another tag as soon as another month is published', async () => {
    const again = await ogc.get('/ogc/collections/publications/items', { 'If-None-Match': before.etag });
    expect(again.status).toBe(200);
    expect(again.body).not.toEqual(before.body);
    const same = await ogc.get('/ogc/collections/publications/items', {
      'If-None-Match': String(again.headers['etag']),
    });
    expect(same.status).toBe(304);
  });

  it('is for those who may read publications; others do not see the collection', async () => {
    const manager = { Authorization: await ogc.house.token({ role: 'manager', regions: ['demo'] }) };
    for (const path of ['', '/queryables', '/schema', '/items', '/items/demo:2026-11.feeder.F1']) {
      const [issue] = expectProblem(
        await ogc.get(`/ogc/collections/publications${path}`, manager),
        'role-not-allowed',
      ).errors;
      expect(issue).toMatchObject({ received: 'manager', allowed: ['planner'] });
    }
    const listed = collectionsAnswer.parse((await ogc.get('/ogc/collections', manager)).body).collections;
    expect(listed.map(({ id }) => id)).not.toContain('publications');
    expect(listed).toHaveLength(10);
  });
});
