import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFiles } from '../../../src/ingest/import-files.ts';
import type { Store } from '../../../src/model/store.ts';
import { openTestStore } from '../../support/database.ts';
import { findingsOf } from '../../support/open-rows.ts';

const FOLDER = new URL('../../../../shared/data/simbench-lv-rural1/', import.meta.url).pathname;
const present = existsSync(FOLDER);
if (!present) console.warn(`SKIPPED: no SimBench network in ${FOLDER}; only the small one is tested`);

/** Rows of a file by the names of its columns, read plainly. */
const fileOf = (name: string): Record<string, string>[] => {
  const [header = '', ...lines] = readFileSync(`${FOLDER}${name}.csv`, 'utf8').trim().split(/\r?\n/);
  return lines.map((line) => {
    const cells = line.split(';');
    return Object.fromEntries(header.split(';').map((column, i) => [column, cells[i]!]));
  });
};

const total = (name: string, column: string): number =>
  fileOf(name).reduce((sum, row) => sum + 1000 * Number(row[column]), 0);

const sumOf = (values: readonly (number | null)[]): number =>
  values.reduce<number>((sum, value) => sum + (value ?? NaN), 0);

describe.skipIf(!present)('SimBench rural1', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.close());
  const load = () =>
    importFiles({ store, format: 'simbench', paths: [FOLDER], region: 'r', quarantine: false });

  test('arrives whole and is radial; the same again changes nothing', async () => {
    expect(await load()).toMatchObject({ outcome: 'imported', defects: [], leftOut: {} });
    const { rows } = (await store.readRegion('r'))!;
    expect(rows.nodes.length + rows.lv_points.length).toBe(fileOf('Node').length);
    expect(rows.lv_lines).toHaveLength(fileOf('Line').length);
    expect(rows.distribution_transformers).toHaveLength(fileOf('Transformer').length);
    expect(rows.customers).toHaveLength(fileOf('Load').length);
    expect(rows.generators).toHaveLength(fileOf('RES').length);
    expect(sumOf(rows.customers.map((row) => row.load_kw))).toBeCloseTo(total('Load', 'pLoad'), 9);
    expect(sumOf(rows.customers.map((row) => row.load_kvar))).toBeCloseTo(total('Load', 'qLoad'), 9);
    expect(sumOf(rows.generators.map((row) => row.output_kw))).toBeCloseTo(total('RES', 'pRES'), 9);
    expect(sumOf(rows.lv_lines.map((row) => row.length_m))).toBeCloseTo(total('Line', 'length'), 6);
    expect(rows.substations).toMatchObject([{ kv: 20, source_voltage_pu: 1.025 }]);
    expect(findingsOf(rows).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(await load()).toMatchObject({ outcome: 'unchanged' });
  });
});
