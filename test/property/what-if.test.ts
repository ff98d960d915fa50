import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RegionRows } from '../../src/model/record.ts';
import type { WhatIf, WhatIfQuery } from '../../src/model/what-if.ts';
import { whatIf } from '../../src/planning/what-if/what-if.ts';
import { ChainLedger } from '../../src/search/chain.ts';
import { changeRecord } from '../support/change-record.ts';
import { rowOf } from '../support/drawn-grid.ts';
import { electrical } from '../support/load-rules.ts';
import { contextOf } from '../support/open-rows.ts';
import { seeded, shuffled } from '../support/random-grid.ts';
import { randomSwitchedGrid } from '../support/random-switched-grid.ts';
import { least, proofs } from '../support/proofs.ts';

const ASKED: WhatIfQuery = {
  ...{ region: 'test', feederIds: null, season: null, asOf: '2026-11-20' },
  ...{ loads: [], switches: [], sections: [], transformers: [] },
};

/** A grid to switch on, unmetered, with impedances and stated loads; charging is large enough to show. */
function electricRows(seed: number): RegionRows {
  const random = seeded(seed + 1);
  const rows = randomSwitchedGrid(seed);
  const customers = rows.nodes
    .filter(({ kind }) => kind === 'pole')
    .map(({ id }, i) =>
      rowOf('customers', {
        ...{ id: `c${i}`, at_kind: 'node', at_id: id },
        ...{ load_kw: Math.round(random() * 600), load_kvar: Math.round(random() * 200) },
      }),
    );
  return {
    ...rows,
    peaks: [],
    customers,
    generators: [rowOf('generators', { id: 'g', at_kind: 'node', at_id: 'F1-N1', output_kw: 150 })],
    substations: rows.substations.map((row) => ({ ...row, source_voltage_pu: random() < 0.7 ? 1.02 : null })),
    conductor_types: rows.conductor_types.map((row) => ({ ...row, b_us_per_km: 90 })),
    main_transformers: rows.main_transformers.map((row) => ({
      ...row,
      ...{ hv_kv: 110, lv_kv: 10.5, uk_percent: 12, pk_kw: 60, p0_kw: 9, i0_percent: 0.2, tap_pu: 1.01 },
    })),
    distribution_transformers: rows.distribution_transformers.map((row) => ({
      ...row,
      rating_kva: 630,
      ...{ hv_kv: 10, lv_kv: 0.4, uk_percent: 4.5, pk_kw: 6, p0_kw: 0.8, i0_percent: 0.3 },
    })),
  };
}

/** Some changes at random: a load, one tie closed and one switch opened, a new pole, a larger main transformer. */
function changes(rows: RegionRows, seed: number): WhatIfQuery {
  const random = seeded(seed + 2);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const pole = () => pick(rows.nodes.filter(({ kind }) => kind === 'pole'))!.id;
  const ties = rows.switches.filter((row) => row.normally_open);
  const tie = pick(ties)?.section_id;
  const cut = pick(rows.switches.filter((row) => !row.normally_open));
  const main = pick(rows.main_transformers.filter((row) => row.rating_kva !== null));
  const switches = [
    ...ties.filter((row) => row.section_id === tie).map((row) => ({ switchId: row.id, closed: true })),
    ...(cut === undefined ? [] : [{ switchId: cut.id, closed: false }]),
  ];
  const section = {
    ...{
      id: null,
      fromNodeId: pole(),
      toNodeId: 'NEW',
      newNode: true,
      lengthM: 700,
      conductorTypeId: 'thick',
    },
    ...{ rOhmPerKm: null, xOhmPerKm: null, bUsPerKm: null, ampacityA: null },
  };
  const figures = { ukPercent: null, pkKw: null, p0Kw: null, i0Percent: null, tapPu: null };
  return {
    ...ASKED,
    loads: [{ nodeId: random() < 0.5 ? pole() : 'NEW', kw: 400, kvar: 130 }],
    switches: random() < 0.8 ? switches : [],
    sections: [section],
    transformers:
      main === undefined || random() < 0.5
        ? []
        : [{ transformerId: main.id, ratingKva: main.rating_kva! * 1.25, ...figures }],
  };
}

const ask = (rows: RegionRows, query: WhatIfQuery) => whatIf(contextOf(rows).headroom, electrical, query);
const seeds = fc.integer({ min: 1, max: 1_000_000 });

const apart = (a: number, b: number): number => Math.abs(a - b);
const byId = <T extends { readonly elementId: string }>(items: readonly T[]) =>
  new Map(items.map((item) => [item.elementId, item]));

/** The state after a question is the base case of the record with the changes made. */
function expectSame(after: WhatIf['after'], base: WhatIf['before']): void {
  const voltages = new Map(base.nodes.map(({ nodeId, voltagePu }) => [nodeId, voltagePu]));
  expect(after.nodes).toHaveLength(voltages.size);
  for (const { nodeId, voltagePu } of after.nodes)
    expect(apart(voltagePu, voltages.get(nodeId)!)).toBeLessThan(2e-8);
  for (const list of ['sections', 'transformers'] as const) {
    const twins = byId<{ elementId: string; loadingPercent: number | null; currentA?: number }>(base[list]);
    const items: readonly { elementId: string; loadingPercent: number | null; currentA?: number }[] =
      after[list];
    expect(items).toHaveLength(twins.size);
    for (const { elementId, loadingPercent, currentA = 0 } of items) {
      const twin = twins.get(elementId)!;
      expect(loadingPercent === null).toBe(twin.loadingPercent === null);
      expect(apart(loadingPercent ?? 0, twin.loadingPercent ?? 0)).toBeLessThan(1e-3);
      expect(apart(currentA, twin.currentA ?? 0)).toBeLessThan(1e-3);
    }
  }
  expect(apart(after.lossesKw, base.lossesKw)).toBeLessThan(1e-3);
}

test('what would be is what is once the record says so: voltages, currents, losses and ledger', () => {
  const found = { answered: 0, switched: 0, refused: 0 };
  fc.assert(
    fc.property(seeds, (seed) => {
      const rows = electricRows(seed);
      const asked = changes(rows, seed);
      const everything = { ...asked, feederIds: rows.feeders.map(({ id }) => id) };
      const answer = ask(rows, everything);
      const changed = changeRecord(rows, asked);
      if ('ok' in answer || changed === null) {
        found.refused++;
        return;
      }
      found.answered++;
      if (asked.switches.length > 0) found.switched++;
      const base = ask(changed, { ...ASKED, feederIds: everything.feederIds });
      if ('ok' in base) throw new Error(JSON.stringify(base));
      expectSame(answer.after, base.before);
      // In the ledger the load is asked for, not yet drawn: the twin knows everything but the load.
      const { headroom } = contextOf(changeRecord(rows, { ...asked, loads: [] })!);
      const [chain] = answer.after.chains;
      const [load] = asked.loads;
      const element = headroom.snapshot.placesOf([load!.nodeId]).get(load!.nodeId)![0]!;
      const ckva = Math.ceil(Math.hypot(load!.kw, load!.kvar) * 100 - 1e-9);
      const twin = new ChainLedger(headroom, ASKED.asOf).read(element, { category: null, ckva });
      expect(chain!.rows.map((row) => row.elementId)).toEqual(twin.rows.map((row) => row.elementId));
      chain!.rows.forEach((row, i) => {
        const other = twin.rows[i]!;
        const figures = ({ limitKva, committedKva, addedKva }: typeof row) => [
          limitKva,
          committedKva,
          addedKva,
        ];
        expect([row.elementId, ...figures(row)]).toEqual([row.elementId, ...figures(other)]);
        expect(row.peakKva === null).toBe(other.peakKva === null);
        expect(apart(row.peakKva ?? 0, other.peakKva ?? 0)).toBeLessThan(0.03);
        expect(row.leftKva === null).toBe(other.leftKva === null);
        expect(apart(row.leftKva ?? 0, other.leftKva ?? 0)).toBeLessThan(0.03);
      });
    }),
    { seed: 20261121, numRuns: proofs(300) },
  );
  console.info(found);
  expect(found.answered).toBeGreaterThan(least(60, 6));
  expect(found.switched).toBeGreaterThan(least(30, 2));
  expect(found.refused).toBeGreaterThan(least(30, 2));
});

test('every refusal of a switching names what was asked, and none leaves a place in the dark or in a ring', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const rows = electricRows(seed);
      const asked = { ...changes(rows, seed), loads: [], sections: [], transformers: [] };
      const answer = ask(rows, { ...asked, feederIds: rows.feeders.map(({ id }) => id) });
      if (!('ok' in answer)) {
        for (const { voltagePu } of answer.after.nodes) expect(voltagePu).toBeGreaterThan(0.5);
        return;
      }
      expect(answer.faults.length).toBeGreaterThan(0);
      for (const { pointer } of answer.faults)
        expect(pointer).toMatch(/^\/switches\/\d+\/(closed|switchId)$/);
    }),
    { seed: 20261121, numRuns: proofs(200) },
  );
});

test('the order of rows changes no byte of an answer', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const rows = electricRows(seed);
      const asked = changes(rows, seed);
      expect(JSON.stringify(ask(shuffled(rows, seed), asked))).toBe(JSON.stringify(ask(rows, asked)));
    }),
    { seed: 20261121, numRuns: proofs(60) },
  );
});

test('more load never leaves more room, and generation makes none', () => {
  fc.assert(
    fc.property(seeds, fc.double({ min: -500, max: 500, noNaN: true }), (seed, kw) => {
      const rows = electricRows(seed);
      const nodeId = changes(rows, seed).sections[0]!.fromNodeId;
      const roomWith = (load: number): number => {
        const answer = ask(rows, { ...ASKED, loads: [{ nodeId, kw: load, kvar: 0 }] });
        if ('ok' in answer) throw new Error(JSON.stringify(answer));
        return answer.after.chains[0]!.openKnownKva ?? Infinity;
      };
      expect(roomWith(kw + 100)).toBeLessThanOrEqual(roomWith(kw));
      expect(roomWith(-Math.abs(kw))).toBe(roomWith(0));
    }),
    { seed: 20261121, numRuns: proofs(60) },
  );
});
