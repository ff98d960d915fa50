import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { whatIfAnswer, type WhatIfAnswer } from '../../src/contract/what-if.ts';
import { findJsonFiles } from '../../src/ingest/find-json-files.ts';
import { readNets } from '../../src/ingest/pandapower/read-nets.ts';
import { readFeeders } from '../../src/ingest/roseau/read-feeders.ts';
import { readSimbench } from '../../src/ingest/simbench/read-simbench.ts';
import type { ImportItem } from '../../src/model/store.ts';
import type { WhatIfQuery } from '../../src/model/what-if.ts';
import { loadData } from '../../src/worker/load-data.ts';
import { Pool } from '../../src/worker/pool.ts';
import { collect } from '../support/collect-items.ts';
import { snapshotOf } from '../support/open-rows.ts';
import {
  hasSharedData,
  readReference,
  readShared,
  type Reference,
  SHARED_DATA,
} from '../support/shared-data.ts';
import { AS_DEGREES } from '../support/crs-register.ts';

// Asked for are 1e-4 pu and 0.1 points.
const VOLTAGE_PU = 1e-6;
const LOADING_POINTS = 1e-3;

const nothing: WhatIfQuery = {
  ...{ region: 'test', feederIds: null, season: null, asOf: '2026-11-20' },
  ...{ loads: [], switches: [], sections: [], transformers: [] },
};

let pool: Pool;
beforeAll(() => {
  pool = new Pool({ ...loadData('data'), threads: 1, maxQueue: 10, deadlineMs: 60_000 });
});
afterAll(() => pool.close());

/** The base case of a grid as imported, through a worker thread. */
async function baseCase(items: AsyncIterable<ImportItem>): Promise<WhatIfAnswer> {
  const { rows, defects } = await collect(items);
  expect(defects).toEqual([]);
  await pool.show(snapshotOf(rows));
  const answer = await pool.whatIf(nothing, 'planner');
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  const body = JSON.parse(answer.body) as WhatIfAnswer;
  expect(whatIfAnswer.safeParse(body).error).toBeUndefined();
  expect(body.after).toEqual(body.before);
  return body;
}

const keyed = (items: readonly { readonly elementId: string; readonly loadingPercent: number | null }[]) =>
  new Map(items.map((item) => [item.elementId, item.loadingPercent]));

/** Differences from the reference, largest first, of all of its items that the answer has. */
function differences(
  { before }: WhatIfAnswer,
  { buses, lines, trafos }: Reference,
  idOf: (table: 'bus' | 'line' | 'trafo', item: { index: number; name: string }) => string,
) {
  const voltages = new Map(before.nodes.map(({ nodeId, voltagePu }) => [nodeId, voltagePu]));
  const apart = (found: number | null | undefined, expected: number): number[] =>
    found === undefined || found === null ? [] : [Math.abs(found - expected)];
  const loading = (
    table: 'line' | 'trafo',
    items: Reference['lines' | 'trafos'],
    of: Map<string, number | null>,
  ) => items.flatMap((item) => apart(of.get(idOf(table, item)), item.loading_percent)).sort((a, b) => b - a);
  return {
    bus: buses.flatMap((bus) => apart(voltages.get(idOf('bus', bus)), bus.vm_pu)).sort((a, b) => b - a),
    line: loading('line', lines, keyed(before.sections)),
    trafo: loading('trafo', trafos, keyed(before.transformers)),
  };
}

function expectClose(found: ReturnType<typeof differences>, count: Record<'bus' | 'line' | 'trafo', number>) {
  const length = ({ length: n }: readonly number[]) => n;
  expect({ bus: length(found.bus), line: length(found.line), trafo: length(found.trafo) }).toEqual(count);
  expect(found.bus[0] ?? 0).toBeLessThan(VOLTAGE_PU);
  expect(found.line[0] ?? 0).toBeLessThan(LOADING_POINTS);
  expect(found.trafo[0] ?? 0).toBeLessThan(LOADING_POINTS);
}

const expectLosses = ({ before }: WhatIfAnswer, { totals }: Reference): void => {
  expect(Math.abs(before.lossesKw / 1000 - totals.losses_mw)).toBeLessThan(1e-5);
};

describe.skipIf(!hasSharedData)('the base case against independent load flows', () => {
  test.each([
    ['mv_oberrhein', 'oberrhein_mv_load', { bus: 179 - 2, line: 181, trafo: 2 }],
    ['mv_oberrhein_substations', 'oberrhein_mv_substations_load', { bus: 320 - 2, line: 181, trafo: 143 }],
  ] as const)('%s against pandapower', async (file, reference, count) => {
    const path = `${SHARED_DATA}oberrhein/${file}.json`;
    const answer = await baseCase(readNets(await findJsonFiles([path]), AS_DEGREES));
    const expected = readReference(reference);
    expectClose(
      differences(answer, expected, (table, { index }) => `${file}/${table}/${index}`),
      count,
    );
    expectLosses(answer, expected);
    expect(answer.because).toEqual([]);
  });

  test('SimBench rural1, as published, against pandapower', async () => {
    const answer = await baseCase(
      readSimbench(`${SHARED_DATA}simbench-lv-rural1`, { stem: 'simbench-lv-rural1', ...AS_DEGREES }),
    );
    const reference = readReference('simbench_1-LV-rural1--0-no_sw_asis');
    const found = differences(answer, reference, (_, { name }) => `simbench-lv-rural1/${name}`);
    expectClose(found, { bus: 15, line: 13, trafo: 1 });
    expectLosses(answer, reference);
  });

  test('Schutterwald, every station but the one with a closed loop, against pandapower', async () => {
    const path = `${SHARED_DATA}schutterwald/lv_schutterwald.json`;
    const answer = await baseCase(readNets(await findJsonFiles([path]), AS_DEGREES));
    const reference = readReference('schutterwald_lv_heatpumps');
    const found = differences(answer, reference, (table, { index }) => `lv_schutterwald/${table}/${index}`);
    // The station with the loop is not solved.
    expectClose(found, { bus: 2611, line: 2584, trafo: 13 });
    expect(answer.because).toMatchObject([{ key: 'not-gone-through', values: { elements: 329 } }]);
  });

  test.each(['11_MVFeeder0725', '24_MVFeeder0752', '53_MVFeeder0641'])(
    'French feeder %s: medium voltage against a three-phase load flow',
    async (name) => {
      const path = `${SHARED_DATA}french/${name}.json`;
      const answer = await baseCase(readFeeders(await findJsonFiles([path])));
      const reference = JSON.parse(readShared(`reference/french/${name}_pf.json`)) as {
        buses: Record<string, [number, number, number]>;
      };
      const file = JSON.parse(readShared(`french/${name}.json`)) as {
        buses: { id: string; nominal_voltage: number }[];
      };
      const high = new Set(file.buses.filter((bus) => bus.nominal_voltage > 1000).map(({ id }) => id));
      expect(answer.before.nodes).toHaveLength(file.buses.length);
      let worst = 0;
      for (const { nodeId, voltagePu } of answer.before.nodes) {
        if (high.has(nodeId))
          for (const phase of reference.buses[nodeId]!) worst = Math.max(worst, Math.abs(phase - voltagePu));
      }
      expect(worst).toBeLessThan(5e-4);
      expect(answer.because).toEqual([]);
    },
  );
});
