import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { measurementsAnswer } from '../../src/contract/measurements.ts';
import { measurementsExample } from '../../src/contract/examples.ts';
import type { Defect, ImportItem, ImportReport, ImportRun, StagedRow } from '../../src/model/store.ts';
import { expectProblem } from './expect-problem.ts';
import { bearer, fakeApp, fakeStore } from './fake-parts.ts';

const state = {
  id: 'demo',
  name: 'demo',
  dataVersion: 12,
  ledgerVersion: 4712,
  ledgerMark: 'm',
  dataAsOf: '2026-11-20T01:02:03.000Z',
};
const counts = { inserted: 1, updated: 0, removed: 0, unchanged: 1 };
const done: ImportReport = {
  outcome: 'imported',
  counts: { measurements: counts, abnormal_periods: counts },
  changes: {},
  defects: [],
  setAside: [],
  state,
};

const row = {
  elementKind: 'feeder',
  elementId: 'F1',
  season: 'summer',
  from: '2026-08-01',
  to: '2026-08-31',
  peakKva: 10,
  measuredOn: '2026-08-10',
};

async function post(body: unknown, report: ImportReport = done, role: 'operator' | 'planner' = 'operator') {
  const seen: { run?: ImportRun; rows: StagedRow[] } = { rows: [] };
  const store = fakeStore([], {
    importRows: async (run, source: AsyncIterable<ImportItem>) => {
      seen.run = run;
      for await (const item of source) if ('staged' in item) seen.rows.push(item.staged);
      return report;
    },
  });
  const response = await request(fakeApp({ store }))
    .post('/v1/measurements')
    .set('Authorization', await bearer({ role }))
    .send(body as object);
  return { response, seen };
}

const defect = (over: Partial<Defect>): Defect => ({
  ...{ file: 'body', line: 0, table: 'measurements', id: 'feeder/F9', field: 'element_id' },
  ...{ reason: 'missing-reference', received: 'F9', allowed: 'an id of feeders', ...over },
});

describe('POST /v1/measurements', () => {
  it('adds the rows of the body to the record of the region and tells the ledger version they are in', async () => {
    const { response, seen } = await post(measurementsExample);
    expect(response.status).toBe(200);
    expect(measurementsAnswer.parse(response.body)).toMatchObject({
      ledgerVersion: 4712,
      outcome: 'imported',
      counts: { inserted: 2, updated: 0, unchanged: 2 },
    });
    expect(seen.run).toEqual({
      ...{ region: 'demo', regionName: null, format: 'measurements' },
      ...{ origins: [], adds: true, quarantine: false },
    });
    expect(seen.rows).toEqual([
      {
        table: 'measurements',
        row: {
          ...{ element_kind: 'feeder', element_id: 'c0-f16', season: 'winter', quality: 'measured' },
          ...{ from_on: '2026-11-01', to_on: '2026-11-20', measured_on: '2026-11-18' },
          ...{ peak_kva: 4120.5, masked_kva: 120, curve_kva: null },
        },
        ...{ line: 0, origin: 'measurements', file: 'body' },
      },
      {
        table: 'abnormal_periods',
        row: { element_kind: 'feeder', element_id: 'c0-f13', from_on: '2026-11-02', to_on: '2026-11-08' },
        ...{ line: 0, origin: 'measurements', file: 'body' },
      },
    ]);
  });

  it('refuses rows of unknown elements with their places in the body', async () => {
    const defects = [
      defect({ line: 3 }),
      defect({ table: 'abnormal_periods', line: 1, reason: 'duplicate-key', field: null }),
    ];
    const { response } = await post({ measurements: [row] }, { ...done, outcome: 'refused', defects });
    expectProblem(response, 'invalid-request');
    expect(response.body).toMatchObject({
      errors: [
        {
          pointer: '/measurements/3/elementId',
          code: 'not-known',
          received: 'F9',
          allowed: 'an id of feeders',
        },
        { pointer: '/abnormalPeriods/1', code: 'not-unique' },
      ],
    });
  });

  it('names the rows that were left out and those that count nowhere', async () => {
    const setAside = [
      defect({
        field: 'measured_on',
        reason: 'abnormal-switching',
        received: '2026-08-10',
        allowed: 'a peak outside',
      }),
    ];
    const { response } = await post(
      { measurements: [row], quarantine: true },
      { ...done, defects: [defect({})], setAside },
    );
    expect(measurementsAnswer.parse(response.body)).toMatchObject({
      leftOut: [{ pointer: '/measurements/0/elementId', reason: 'missing-reference', received: 'F9' }],
      setAside: [{ pointer: '/measurements/0/measuredOn', reason: 'abnormal-switching' }],
    });
  });

  it.each([
    [
      'a day outside the period',
      { ...row, measuredOn: '2026-09-01' },
      '/measurements/0/measuredOn',
      'out-of-range',
    ],
    [
      'a period that ends before it begins',
      { ...row, to: '2026-07-01' },
      '/measurements/0/measuredOn',
      'out-of-range',
    ],
    [
      'a curve of 23 points',
      { ...row, curveKva: Array(23).fill(1) },
      '/measurements/0/curveKva',
      'too-short',
    ],
    ['a negative peak', { ...row, peakKva: -1 }, '/measurements/0/peakKva', 'out-of-range'],
    ['an unknown kind', { ...row, elementKind: 'pole' }, '/measurements/0/elementKind', 'not-one-of'],
    ['an unknown field', { ...row, kva: 3 }, '/measurements/0/kva', 'unknown-field'],
  ])('refuses %s and asks the record nothing', async (_name, measurement, pointer, code) => {
    const { response, seen } = await post({ measurements: [measurement] });
    expectProblem(response, 'invalid-request');
    expect(response.body).toMatchObject({ errors: [{ pointer, code }] });
    expect(seen.run).toBeUndefined();
  });

  it('refuses more rows than one request may bring', async () => {
    const { response } = await post({
      abnormalPeriods: Array(2001).fill({
        elementKind: 'feeder',
        elementId: 'F',
        from: '2026-01-01',
        to: '2026-01-02',
      }),
    });
    expect(response.status).toBe(422);
    expect(response.body).toMatchObject({ errors: [{ pointer: '/abnormalPeriods', code: 'too-long' }] });
  });

  it('is for operators only, and for regions of their token', async () => {
    expectProblem((await post({ measurements: [row] }, done, 'planner')).response, 'role-not-allowed');
    expectProblem((await post({ measurements: [row], region: 'else' })).response, 'region-not-found');
  });
});
