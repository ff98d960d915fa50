import request from 'supertest';
import { describe, expect, it } from 'vitest';
import type { PowerSourcesQuery } from '../../src/model/planner.ts';
import { expectProblem } from './expect-problem.ts';
import { bearer, fakeApp, fakePlanner, plansBody } from './fake-parts.ts';

const BOTH = { regions: ['demo', 'east'] };

const at = (lon: number, more: object = {}) => ({ ...plansBody, site: { ...plansBody.site, lon }, ...more });

const plans = async (body: object, caller: Parameters<typeof bearer>[0] = {}) =>
  request(fakeApp())
    .post('/v1/supply-plans')
    .set('Authorization', await bearer(caller))
    .send(body);

describe('the region of a request', () => {
  it('is the one of the token that reaches the place', async () => {
    const seen: PowerSourcesQuery[] = [];
    const planner = fakePlanner({
      powerSources: (query) => {
        seen.push(query);
        return Promise.resolve({ ok: true, body: '{}', phasesMs: {} });
      },
    });
    const ask = async (lon: number, caller: Parameters<typeof bearer>[0]) =>
      request(fakeApp({ planner }))
        .get(`/v1/power-sources?lon=${lon}&lat=33.97&crs=WGS84`)
        .set('Authorization', await bearer(caller));
    await ask(113.2, BOTH);
    await ask(114.5, BOTH);
    await ask(113.95, { regions: ['east'] });
    await ask(114.5, { regions: '*' });
    expect(seen.map(({ region }) => region)).toEqual(['demo', 'east', 'east', 'east']);
    expect(seen[0]).toEqual({
      region: 'demo',
      at: { lon: 113.2, lat: 33.97 },
      radiusM: 1000,
      needKva: null,
      limit: 10_000,
      asOf: '2026-11-20',
    });
  });

  it('may be named', async () => {
    expect((await plans(at(113.95, { region: 'east' }), BOTH)).status).toBe(200);
  });

  it('must be named where several reach the place', async () => {
    const { errors } = expectProblem(await plans(at(113.95), BOTH), 'several-regions');
    expect(errors).toEqual([
      { pointer: '/region', code: 'not-unique', received: null, allowed: ['demo', 'east'] },
    ]);
  });

  it('is missing where none does; the ones tried are told, and no other', async () => {
    const { errors } = expectProblem(await plans(at(114.5)), 'outside-every-region');
    expect(errors).toEqual([
      { pointer: '/site', code: 'not-covered', received: '114.5 33.97 (WGS84)', allowed: ['demo'] },
    ]);
  });

  it('must reach the place even where it is named', async () => {
    const { errors } = expectProblem(
      await plans(at(114.5, { region: 'demo' }), BOTH),
      'outside-every-region',
    );
    expect(errors[0]?.allowed).toEqual(['demo']);
  });

  it('of others looks exactly like one that does not exist', async () => {
    const others = expectProblem(await plans(at(114.5, { region: 'east' })), 'region-not-found');
    const none = expectProblem(await plans(at(114.5, { region: 'nowhere' })), 'region-not-found');
    const told = ({ errors, detail, title }: typeof none) => ({
      errors: errors.map((e) => ({ ...e, received: '' })),
      detail,
      title,
    });
    expect(told(others)).toEqual(told(none));
    expect(none.errors[0]).toEqual({
      pointer: '/region',
      code: 'not-known',
      received: 'nowhere',
      allowed: ['demo'],
    });
  });

  it('is measured after the datum has been converted', async () => {
    // 0.006° of shift bring this place over the eastern edge of demo's extent at 114°.
    const site = { lon: 114.003, lat: 33.97, crs: 'GCJ02' };
    expect((await plans({ ...plansBody, site })).status).toBe(200);
    expectProblem(await plans({ ...plansBody, site: { ...site, crs: 'WGS84' } }), 'outside-every-region');
  });
});

describe('a chain', () => {
  const chain = async (query: string, caller: Parameters<typeof bearer>[0] = {}) =>
    request(fakeApp())
      .get(`/v1/elements/S17/chain${query}`)
      .set('Authorization', await bearer(caller));

  it('needs no region where the token has one', async () => {
    expect((await chain('')).status).toBe(200);
    expect((await chain('?region=east', BOTH)).status).toBe(200);
  });

  it('needs it where the token has several, and refuses any other', async () => {
    const { errors } = expectProblem(await chain('', BOTH), 'several-regions');
    expect(errors[0]).toMatchObject({ pointer: '/query/region', allowed: ['demo', 'east'] });
    expectProblem(await chain('?region=east'), 'region-not-found');
    expectProblem(await chain('', { regions: ['elsewhere'] }), 'region-not-found');
  });
});

it('the list of regions holds those of the token', async () => {
  const list = async (caller: Parameters<typeof bearer>[0]) => {
    const response = await request(fakeApp())
      .get('/v1/regions')
      .set('Authorization', await bearer(caller));
    return (response.body as { items: { id: string }[] }).items.map(({ id }) => id);
  };
  expect(await list({})).toEqual(['demo']);
  expect(await list({ role: 'operator', regions: '*' })).toEqual(['demo', 'east']);
  expect(await list({ regions: ['elsewhere'] })).toEqual([]);
});
