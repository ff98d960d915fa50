import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { findingsAnswer } from '../../src/contract/findings.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { RegionState } from '../../src/model/store.ts';
import { expectProblem } from './expect-problem.ts';
import { bearer, fakeApp, fakeDoctor } from './fake-parts.ts';

const finding = (code: Finding['code'], severity: Finding['severity'], id: string): Finding => ({
  ...{ code, severity, subject: 'section', ids: [id], at: { lon: 113.2, lat: 33.9 } },
  because: { key: 'length-mismatch', values: { lineId: id, statedM: 1, drawnM: 100 } },
  suggestion: null,
});

const FOUND: readonly Finding[] = [
  finding('island', 'error', 'a'),
  finding('swapped-axes', 'error', 'b'),
  finding('length-mismatch', 'warning', 'c'),
  finding('length-mismatch', 'warning', 'd'),
  { ...finding('missing-tie', 'info', 'e'), at: null, suggestion: { key: 'record-tie', values: {} } },
];

const ask = async (
  query: string,
  state: Partial<RegionState> = {},
  role: 'planner' | 'manager' = 'planner',
) =>
  request(fakeApp({ doctor: fakeDoctor(FOUND, state) }))
    .get(`/v1/findings${query}`)
    .set('Authorization', await bearer({ role }));

const idsOf = async (query: string) =>
  findingsAnswer.parse((await ask(query)).body).items.map(({ ids }) => ids.join(' '));

describe('findings', () => {
  it('come whole with the versions they rest on', async () => {
    const answer = await ask('?asOf=2026-01-02');
    expect(answer.status).toBe(200);
    expect(findingsAnswer.parse(answer.body)).toEqual({
      snapshot: { region: 'demo', version: 12, dataAsOf: '2026-11-20T01:02:03.000Z' },
      ledgerVersion: 4711,
      asOf: '2026-01-02',
      items: FOUND,
      next: null,
    });
  });

  it.each([
    ['?severity=error', ['a', 'b']],
    ['?severity=info,warning', ['c', 'd', 'e']],
    ['?code=island,missing-tie', ['a', 'e']],
    ['?code=length-mismatch&severity=error', []],
    ['?region=demo&code=length-mismatch', ['c', 'd']],
  ])('%s are those asked for', async (query, ids) => {
    expect(await idsOf(query)).toEqual(ids);
  });

  it('are read page by page, each once', async () => {
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const answer: { items: { ids: string[] }[]; next: string | null } = findingsAnswer.parse(
        (await ask(`?pageSize=2${next === null ? '' : `&cursor=${next}`}`)).body,
      );
      expect(answer.items.length).toBeLessThanOrEqual(2);
      seen.push(...answer.items.flatMap(({ ids }) => ids));
      next = answer.next;
    } while (next !== null);
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('of another state of the data are not put behind the first pages', async () => {
    const { next } = findingsAnswer.parse((await ask('?pageSize=2')).body);
    const { errors } = expectProblem(await ask(`?cursor=${next!}`, { dataVersion: 13 }), 'invalid-request');
    expect(errors).toMatchObject([{ pointer: '/query/cursor', code: 'not-known', received: '12-2' }]);
  });

  it.each([
    ['?severity=bad', '/query/severity/0 not-one-of'],
    ['?code=island,nothing', '/query/code/1 not-one-of'],
    ['?pageSize=0', '/query/pageSize out-of-range'],
    ['?cursor=abc', '/query/cursor wrong-format'],
  ])('%s is refused by name', async (query, issue) => {
    const { errors } = expectProblem(await ask(query), 'invalid-request');
    expect(errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([issue]);
  });

  it('are for planners, of their own regions', async () => {
    expectProblem(await ask('', {}, 'manager'), 'role-not-allowed');
    expectProblem(await ask('?region=east'), 'region-not-found');
    const gone = fakeApp({ doctor: { examine: () => Promise.resolve(null) } });
    const answer = await request(gone)
      .get('/v1/findings')
      .set('Authorization', await bearer({ role: 'planner' }));
    expectProblem(answer, 'region-not-found');
  });
});
