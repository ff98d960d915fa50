import request from 'supertest';
import { expect, it } from 'vitest';
import { whatIfExample } from '../../src/contract/examples.ts';
import { whatIfAnswer, whatIfBody } from '../../src/contract/what-if.ts';
import type { Answer, Planner } from '../../src/model/planner.ts';
import type { WhatIfQuery } from '../../src/model/what-if.ts';
import { expectProblem } from './expect-problem.ts';
import { bearer, fakeApp, fakePlanner } from './fake-parts.ts';

const planner = await bearer({ role: 'planner' });
const answering = (whatIf: Planner['whatIf']) => fakeApp({ planner: fakePlanner({ whatIf }) });
const post = (app = fakeApp(), token = planner) =>
  request(app).post('/v1/what-if').set('Authorization', token);

it('a question reaches the planner with defaults, today and the only region, and its answer comes as it is', async () => {
  const seen: WhatIfQuery[] = [];
  const app = answering((query) => {
    seen.push(query);
    return fakePlanner().whatIf(query, 'planner');
  });
  const response = await post(app).send({ loads: [{ nodeId: 'P3', kw: 100 }] });
  expect(response.status).toBe(200);
  expect(whatIfAnswer.parse(response.body)).toEqual(response.body);
  expect(seen).toEqual([
    {
      ...{ region: 'demo', feederIds: null, season: null, asOf: '2026-11-20' },
      ...{ loads: [{ nodeId: 'P3', kw: 100, kvar: 0 }], switches: [], sections: [], transformers: [] },
    },
  ]);
});

it('is for planners only', async () => {
  for (const role of ['manager', 'customer', 'operator'] as const)
    expectProblem(await post(fakeApp(), await bearer({ role })).send({}), 'role-not-allowed');
});

it('every field at fault is told at once', async () => {
  const { errors } = expectProblem(
    await post().send({
      season: 'spring',
      loads: [{ nodeId: '', kw: 1e9 }],
      switches: [{ switchId: 'k' }],
      sections: [{ fromNodeId: 'a', toNodeId: 'b', lengthM: 0 }],
      transformers: [{ nodeId: 'a' }, { transformerId: 't', ratingKva: 0 }],
      load: [],
    }),
    'invalid-request',
  );
  expect(errors.map(({ pointer, code }) => `${pointer} ${code}`).sort()).toEqual([
    '/load unknown-field',
    '/loads/0/kw out-of-range',
    '/loads/0/nodeId too-short',
    '/season not-one-of',
    '/sections/0 one-of-required',
    '/sections/0/lengthM out-of-range',
    '/switches/0/closed missing',
    '/transformers/0/ratingKva missing',
    '/transformers/1/ratingKva out-of-range',
  ]);
});

it('a region that is not the caller’s, or one of several, is refused at its field', async () => {
  const { errors } = expectProblem(await post().send({ region: 'east' }), 'region-not-found');
  expect(errors[0]?.pointer).toBe('/region');
  const both = await bearer({ role: 'planner', regions: ['demo', 'east'] });
  expect(expectProblem(await post(fakeApp(), both).send({}), 'several-regions').errors[0]?.pointer).toBe(
    '/region',
  );
  expectProblem(await post().query({ x: 1 }).send({}), 'unknown-parameter');
});

it('what the grid does not take is refused with every fault the planner names', async () => {
  const faults = [
    { pointer: '/switches/0/closed', code: 'closed-loop', received: true, allowed: 'no loop' },
    { pointer: '/loads/0/nodeId', code: 'not-known', received: 'x'.repeat(150), allowed: null },
  ] as const;
  const refusing = (code: 'invalid-request' | 'load-flow-collapses') =>
    answering(() => Promise.resolve<Answer>({ ok: false, code, faults }));
  const { errors } = expectProblem(await post(refusing('invalid-request')).send({}), 'invalid-request');
  expect(errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
    '/switches/0/closed closed-loop',
    '/loads/0/nodeId not-known',
  ]);
  expect(String(errors[1]?.received)).toHaveLength(100);
  expectProblem(await post(refusing('load-flow-collapses')).send({}), 'load-flow-collapses');
});

it('the example of the contract is a question', () => {
  expect(whatIfBody.safeParse(whatIfExample).success).toBe(true);
});
