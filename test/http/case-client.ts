import request from 'supertest';
import { expect } from 'vitest';
import { offerAnswer } from '../../src/contract/application-steps.ts';
import { applicationAnswer, type ApplicationAnswer } from '../../src/contract/applications.ts';
import type { Caller } from '../../src/contract/claims.ts';
import type { CaseHouse } from '../support/case-house.ts';
import { placeAt } from '../support/drawn-grid.ts';

export const MANAGER: Caller = { role: 'manager', sub: 'm1', regions: ['demo', 'dark'] };
export const owner = (sub = 'c1'): Caller => ({ role: 'customer', sub, regions: ['demo', 'dark'] });

export type Method = 'get' | 'post' | 'patch' | 'delete';

let keys = 0;
/** An `Idempotency-Key` that has not been used. */
export const key = () => ({ 'Idempotency-Key': `key-${keys++}` });

/** Body of an application near both feeders. */
export const asked = (kva: number, over: object = {}) => ({
  region: 'demo',
  site: { ...placeAt([350, 100]), crs: 'WGS84' },
  demand: { capacityKva: kva },
  customer: { category: 'industrial' },
  applicant: { name: '甲厂', contact: '0375-1' },
  ...over,
});

/** Steps with applications of a house over HTTP. */
export const caseClient = (house: () => CaseHouse) => {
  const send = async (
    caller: Caller,
    method: Method,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const wanted = request(house().app)
      [method](`/v1${path}`)
      .set('Authorization', await house().token(caller))
      .set(headers);
    return body === undefined ? wanted : wanted.send(body);
  };
  const apply = async (caller: Caller, kva: number, over: object = {}): Promise<ApplicationAnswer> => {
    const made = await send(caller, 'post', '/applications', asked(kva, over));
    expect(made.status, made.text).toBe(201);
    expect(made.headers['etag']).toBe('"1"');
    expect(made.headers['location']).toBe(`/v1/applications/${(made.body as ApplicationAnswer).id}`);
    return applicationAnswer.parse(made.body);
  };
  const step = (caller: Caller, id: string, name: string, body?: object) =>
    send(caller, 'post', `/applications/${id}/${name}`, body);
  const offer = async (caller: Caller, id: string) => {
    const made = await step(caller, id, 'offers');
    expect(made.status, made.text).toBe(201);
    return offerAnswer.parse(made.body);
  };
  /** An accepted application with an offer. */
  const offered = async (caller: Caller, kva: number, over: object = {}) => {
    const { id } = await apply(caller, kva, over);
    await step(MANAGER, id, 'acceptance');
    return { id, offer: await offer(caller, id) };
  };
  return { send, apply, step, offer, offered };
};
