import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { addressesAnswer } from '../../src/contract/lists.ts';
import type { SupplyRequest } from '../../src/model/demand.ts';
import type { AddressHit } from '../../src/model/store.ts';
import { expectProblem } from './expect-problem.ts';
import { bearer, fakeApp, fakePlanner, fakeStore, hit, plansBody } from './fake-parts.ts';

const BOTH = { regions: ['demo', 'east'] };

/** Asks for plans at an address where the gazetteer finds these entries. */
async function planAt(address: string, hits: readonly AddressHit[], more: object = {}) {
  const seen: SupplyRequest[] = [];
  const planner = fakePlanner({
    supplyPlans: (asked) => {
      seen.push(asked);
      return Promise.resolve({ ok: true, body: '{}', phasesMs: {} });
    },
  });
  const response = await request(fakeApp({ planner, store: fakeStore(hits) }))
    .post('/v1/supply-plans')
    .set('Authorization', await bearer(BOTH))
    .send({ ...plansBody, site: { address }, ...more });
  return { response, taken: seen[0]?.siteAddress, region: seen[0]?.region };
}

describe('an address of a site', () => {
  it('is the entry of the same text, full-width digits and spaces aside', async () => {
    const hits = [hit('城关镇建设路12号', 1), hit('城关镇建设路12号院', 0.98)];
    expect((await planAt('城关镇建设路１２号', hits)).taken).toBe('城关镇建设路12号');
    expect((await planAt('城关镇 建设路12号', hits)).taken).toBe('城关镇建设路12号');
  });

  it('is the one that is clearly ahead', async () => {
    const hits = [hit('城关镇建设路12号', 0.8), hit('柳河镇解放路12号', 0.5)];
    const { taken, region, response } = await planAt('建设路12号', hits);
    expect(response.status).toBe(200);
    expect(taken).toBe('城关镇建设路12号');
    expect(region).toBe('demo');
  });

  it('decides the region', async () => {
    const hits = [hit('东镇建设路12号', 0.9, { region: 'east', at: { lon: 113.95, lat: 33.9 } })];
    expect((await planAt('建设路12号', hits)).region).toBe('east');
  });

  it('is looked for in the named region only', async () => {
    const hits = [hit('建设路12号', 1, { region: 'east' }), hit('建设路12号', 1)];
    expect((await planAt('建设路12号', hits, { region: 'demo' })).region).toBe('demo');
    expectProblem((await planAt('建设路12号', hits, { region: 'north' })).response, 'region-not-found');
  });

  it('with several alike is refused with all of them', async () => {
    const hits = [hit('城关镇建设路12号', 0.8), hit('柳河镇建设路12号', 0.75)];
    const { errors, candidates } = expectProblem(
      (await planAt('建设路12号', hits)).response,
      'address-ambiguous',
    );
    expect(errors[0]).toEqual({
      pointer: '/site/address',
      code: 'not-unique',
      received: '建设路12号',
      allowed: ['城关镇建设路12号', '柳河镇建设路12号'],
    });
    expect(candidates).toEqual(hits);
  });

  it('with the same text in two regions is refused', async () => {
    const hits = [hit('建设路12号', 1), hit('建设路12号', 1, { region: 'east', id: 'e' })];
    expectProblem((await planAt('建设路12号', hits)).response, 'address-ambiguous');
  });

  it('is never another house of the street', async () => {
    const { candidates } = expectProblem(
      (await planAt('建设路12号', [hit('城关镇建设路120号', 0.9)])).response,
      'address-not-found',
    );
    expect(candidates).toHaveLength(1);
  });

  it('like nothing is refused, with the nearest entries there are', async () => {
    expectProblem((await planAt('火星路', [])).response, 'address-not-found');
    expectProblem((await planAt('火星路', [hit('火车站路', 0.3)])).response, 'address-not-found');
  });
});

describe('the search of addresses', () => {
  const hits = [hit('建设路1号', 0.9), hit('建设路2号', 0.8), hit('东街3号', 0.7, { region: 'east' })];
  const search = async (query: string, caller: Parameters<typeof bearer>[0] = {}) =>
    request(fakeApp({ store: fakeStore(hits) }))
      .get(`/v1/addresses?${query}`)
      .set('Authorization', await bearer(caller));

  it('stays within the regions of the token', async () => {
    const { items } = addressesAnswer.parse((await search('q=x', { role: 'customer' })).body);
    expect(items.map(({ text }) => text)).toEqual(['建设路1号', '建设路2号']);
    expect(addressesAnswer.parse((await search('q=x&limit=1', BOTH)).body).items).toHaveLength(1);
    expect(addressesAnswer.parse((await search('q=x&region=east', BOTH)).body).items).toHaveLength(1);
    expectProblem(await search('q=x&region=east'), 'region-not-found');
  });

  it('names what is wrong with its parameters', async () => {
    expect(
      expectProblem(await search('limit=51'), 'invalid-request').errors.map(({ pointer }) => pointer),
    ).toEqual(['/query/q', '/query/limit']);
    expectProblem(await search('q=x&page=2'), 'unknown-parameter');
    expectProblem(await search(`q=${'x'.repeat(101)}`), 'invalid-request');
    expectProblem(await search('q=%20'), 'invalid-request');
  });
});

describe('scores on the wire', () => {
  it('have two places, and are 1 only for the same text', async () => {
    const hits = [hit('a', 1), hit('b', 0.9999), hit('c', 0.659_999_999_999_999_9)];
    const response = await request(fakeApp({ store: fakeStore(hits) }))
      .get('/v1/addresses?q=a')
      .set('Authorization', await bearer(BOTH));
    expect(addressesAnswer.parse(response.body).items.map(({ score }) => score)).toEqual([1, 0.99, 0.66]);
    const refused = await planAt('x', [hit('b', 0.123_456), hit('c', 0.120_001)]);
    const { candidates } = expectProblem(refused.response, 'address-not-found');
    expect(candidates!.map(({ score }) => score)).toEqual([0.12, 0.12]);
  });
});
