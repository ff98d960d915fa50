import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { packRows } from '../../src/model/packed-table.ts';
import { faultLevelKa, feedingImpedance, type VoltageFactors } from '../../src/electric/fault-level.ts';
import type { CapacityRules } from '../../src/model/capacity-rules.ts';
import type { ChainRow } from '../../src/model/plan.ts';
import type { RegionRows, TableName } from '../../src/model/record.ts';
import { capacityRules } from '../../src/policy/pack.ts';
import { ChainLedger } from '../../src/search/chain.ts';
import { FeederStudies } from '../../src/search/feeder-study.ts';
import { Headroom } from '../../src/search/headroom.ts';
import { Switching } from '../../src/search/switching.ts';
import { buildSnapshot } from '../../src/snapshot/build.ts';
import { Snapshot } from '../../src/snapshot/open.ts';
import { drawGrid, type Drawing, rowOf } from '../support/drawn-grid.ts';
import { electrical, pack } from '../support/load-rules.ts';
import { rootGrid, type ElectricGrid } from '../support/electric-grid.ts';
import { size } from '../support/reference/complex.ts';
import { newtonLoadFlow } from '../support/reference/newton-load-flow.ts';
import { solveGrid } from '../support/solve-grid.ts';

/** A quantity of one value, or of one per node or branch. */
type Quantity = number | Readonly<Record<string, number>>;

/** Open capacity of a place in a drawn grid. */
interface ChainCase {
  readonly drawing: Drawing;
  /** Rows that change drawn ones of the same key, or come beside them. */
  readonly rows: Partial<Record<TableName, readonly Record<string, unknown>[]>>;
  readonly at: string;
  readonly addedKva: number;
  readonly usableShare: CapacityRules['usableShare'];
  readonly coincidence?: CapacityRules['coincidence'];
  /** N-1 limits room. */
  readonly governs?: boolean;
}

interface Case {
  readonly methods: readonly (keyof typeof METHODS)[];
  /** Largest difference allowed, per quantity. */
  readonly tolerances: Readonly<Record<string, number>>;
  readonly grid: ElectricGrid;
  readonly chain?: ChainCase;
  readonly fault?: {
    readonly sources: readonly {
      readonly node: string;
      readonly faultLevelKa: number;
      readonly rOverX: number;
    }[];
    readonly voltageFactors: VoltageFactors;
    readonly correctTransformers: boolean;
  };
}

type Results = Readonly<Record<string, Quantity | string>>;

const FOLDER = new URL('.', import.meta.url).pathname;

const perName = (names: readonly (string | null)[], value: (i: number) => number): Record<string, number> =>
  Object.fromEntries(names.flatMap((name, i) => (name === null ? [] : [[name, value(i)]])));

/** Voltages, losses and loading; the slow twin has to find the same voltages. */
function runLoadFlow({ grid }: Case): Results {
  const { state, flows, nodeIds, branchAbove, pu, looped } = solveGrid(grid);
  expect([state.outcome.converged, looped]).toEqual([true, []]);
  const twin = newtonLoadFlow(grid)!;
  for (const id of nodeIds) expect(Math.abs(size(twin.get(id)!) - pu(id))).toBeLessThan(1e-9);
  const voltagePu = perName(nodeIds, (i) => pu(nodeIds[i]!));
  const branches = branchAbove.map((branch) => branch?.id ?? null);
  return {
    voltagePu,
    lowestNode: nodeIds.reduce((a, b) => (pu(b) < pu(a) ? b : a)),
    ...{ lossKw: flows.lossKw, lossKvar: flows.lossKvar },
    ...{ sourceKw: flows.parentKw[0]!, sourceKvar: flows.parentKvar[0]! },
    loadingPercent: perName(branches, (i) => flows.loadingPercent[i]!),
  };
}

function runFaultLevel({ grid, fault }: Case): Results {
  const { network, nodeIds, indexOf } = rootGrid(grid);
  const sources = fault!.sources.map((source) => ({ ...source, node: indexOf.get(source.node)! }));
  const found = { ...fault!, sources };
  return {
    faultKa: perName(nodeIds, (i) => faultLevelKa(network, found, feedingImpedance(network, found, i), i)),
  };
}

function drawnRows({ drawing, rows }: ChainCase): RegionRows {
  const drawn = drawGrid(drawing);
  const changed = Object.entries(rows).map(([table, given]) => {
    const own = drawn[table as TableName] as readonly { id?: string }[];
    const kept = own.filter(({ id }) => id === undefined || !given.some((row) => row['id'] === id));
    const full = given.map((row) => ({
      ...rowOf(table as TableName, {}),
      ...own.find(({ id }) => id !== undefined && id === row['id']),
      ...row,
    }));
    return [table, [...kept, ...full]];
  });
  return { ...drawn, ...Object.fromEntries(changed) } as RegionRows;
}

/** Ledger of a place, under the shares that the case states. */
function runChain({ chain }: Case): Results {
  const { at, addedKva, usableShare, coincidence = {}, governs = false } = chain!;
  const own = capacityRules(pack);
  const nMinusOne = { ...own.nMinusOne, mode: governs ? ('govern' as const) : ('state' as const) };
  const rules = { ...own, usableShare, coincidence, nMinusOne };
  const state = {
    id: 'r',
    name: 'r',
    dataVersion: 1,
    ledgerVersion: 1,
    ledgerMark: 'm1',
    dataAsOf: '2026-11-20T00:00:00Z',
  };
  const { buffer } = buildSnapshot({ state, rows: packRows(drawnRows(chain!)) }, rules);
  const snapshot = new Snapshot(buffer);
  const [element] = snapshot.placesOf([at]).get(at)!;
  const added = { category: null, ckva: Math.round(addedKva * 100) };
  const headroom = new Headroom(snapshot, rules);
  // Sets the limits of N-1 on the headroom, where they govern.
  new Switching(headroom, new FeederStudies(snapshot, electrical), 0.95);
  const read = new ChainLedger(headroom, '2026-11-20').read(element!, added);
  const per = (value: (row: ChainRow) => number | null): Record<string, number> =>
    Object.fromEntries(read.rows.map((row) => [row.elementId, value(row)!]));
  return {
    ...{ openKva: read.openKva!, bindingElementId: read.bindingElementId! },
    ...{ leftKva: per((row) => row.leftKva), peakKva: per((row) => row.peakKva) },
  };
}

const METHODS = { 'load-flow': runLoadFlow, 'fault-level': runFaultLevel, chain: runChain };

const isNear = (actual: number, expected: number, tolerance: number): boolean =>
  Math.abs(actual - expected) <= tolerance;

function compare(
  quantity: string,
  actual: Quantity | string,
  expected: Quantity | string,
  case_: Case,
): void {
  const tolerance = case_.tolerances[quantity];
  if (typeof expected === 'string') {
    expect([quantity, actual]).toEqual([quantity, expected]);
  } else if (typeof expected === 'number') {
    if (!isNear(actual as number, expected, tolerance!))
      expect([quantity, actual]).toEqual([quantity, expected]);
  } else {
    for (const [name, value] of Object.entries(expected)) {
      const found = (actual as Record<string, number>)[name]!;
      if (!isNear(found, value, tolerance!)) expect([quantity, name, found]).toEqual([quantity, name, value]);
    }
  }
}

const names = readdirSync(FOLDER).filter((name) => existsSync(`${FOLDER}${name}/case.json`));
const read = (name: string, file: string): unknown =>
  JSON.parse(readFileSync(`${FOLDER}${name}/${file}.json`, 'utf8'));

test.each(names)('golden case %s', (name) => {
  const case_ = read(name, 'case') as Case;
  const expected = read(name, 'expected') as Results;
  expect(readFileSync(`${FOLDER}${name}/README.md`, 'utf8')).toMatch(/^# /);
  const found = Object.assign({}, ...case_.methods.map((method) => METHODS[method](case_))) as Results;
  expect(Object.keys(expected).length).toBeGreaterThan(0);
  for (const [quantity, value] of Object.entries(expected)) {
    expect(Object.keys(found)).toContain(quantity);
    compare(quantity, found[quantity]!, value, case_);
  }
});
