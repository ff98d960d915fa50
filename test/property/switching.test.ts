import { expect, test } from 'vitest';
import type { RegionRows } from '../../src/model/record.ts';
import { recommend } from '../../src/plan/recommend.ts';
import type { Pack } from '../../src/policy/pack.ts';
import { ChainLedger } from '../../src/search/chain.ts';
import { expectLawful } from '../support/expect-lawful.ts';
import { pack } from '../support/load-rules.ts';
import { requestFor, switchingContextOf } from '../support/open-rows.ts';
import { seeded, shuffled } from '../support/random-grid.ts';
import { randomSwitchedGrid } from '../support/random-switched-grid.ts';
import { replaySwitching } from '../support/replay-switching.ts';
import { least, proofs } from '../support/proofs.ts';

const SEEDS = Array.from({ length: proofs(80, 40) }, (_, i) => 7001 + i);
const OPEN: Pack = { ...pack, plans: { ...pack.plans, min: 10 } };
const GOVERN: Pack = {
  ...OPEN,
  capacity: { ...OPEN.capacity, nMinusOne: { ...OPEN.capacity.nMinusOne, mode: 'govern' } },
};

const withoutTie = (rows: RegionRows): RegionRows => ({
  ...rows,
  sections: rows.sections.filter(({ id }) => id !== 'tie0'),
  switches: rows.switches.filter(({ section_id }) => section_id !== 'tie0'),
});
const larger = (value: number | null): number | null => (value === null ? null : value * 1.4);
const raised = (rows: RegionRows): RegionRows => ({
  ...rows,
  feeders: rows.feeders.map((row) => ({ ...row, outlet_limit_a: larger(row.outlet_limit_a) })),
  conductor_types: rows.conductor_types.map((row) => ({ ...row, ampacity_a: larger(row.ampacity_a) })),
  main_transformers: rows.main_transformers.map((row) => ({ ...row, rating_kva: larger(row.rating_kva) })),
  busbar_sections: rows.busbar_sections.map((row) => ({ ...row, rating_a: larger(row.rating_a) })),
});

const demandOf = (seed: number): number => 100 + Math.floor(seeded(seed)() * 1500);

function plansOf(rows: RegionRows, seed: number, under = OPEN) {
  const { lon_deg: lon, lat_deg: lat } = rows.nodes[0]!;
  const site = { lon: lon + 0.001, lat };
  const request = requestFor({ site, demand: { capacityKva: demandOf(seed) } });
  return recommend(switchingContextOf(rows, under), request).plans;
}

/** Feeders that feed the customer in a set of plans, after their switching, and those of them with N-1. */
function reachOf(plans: ReturnType<typeof plansOf>) {
  const feederOf = ({ sources: [source] }: (typeof plans)[number]): string =>
    source!.chain.rows.find(({ kind }) => kind === 'outlet')?.elementId ?? '';
  return {
    // A new outlet is only looked for where no feeder will do.
    reached: new Set(plans.map(feederOf).filter((feeder) => feeder.startsWith('F'))),
    secure: new Set(plans.filter(({ security }) => security.nMinusOne === true).map(feederOf)),
  };
}

test('plans with switching are lawful, their steps never make a ring, and everybody stays fed', () => {
  const seen = { transfers: 0, secure: 0, plain: 0 };
  for (const seed of SEEDS) {
    const rows = randomSwitchedGrid(seed);
    const plans = plansOf(rows, seed);
    expectLawful(plans);
    for (const { transfer, security } of plans) {
      if (security.nMinusOne === true) seen.secure++;
      if (transfer === null) {
        seen.plain++;
        continue;
      }
      const played = replaySwitching(rows, transfer.steps);
      for (const { loop } of played) expect(loop).toBe(false);
      expect(played.at(-1)!.fed).toEqual(played[0]!.fed);
      seen.transfers++;
    }
  }
  console.info('plans on random switched grids:', seen);
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(least(5, 0));
});

test('one more tie, or larger ratings, never take away a feeder that could be supplied, nor its N-1', () => {
  const gained = { tie: 0, rating: 0 };
  for (const seed of SEEDS) {
    const rows = randomSwitchedGrid(seed);
    const [fewer, now, more] = [withoutTie(rows), rows, raised(rows)].map((of) => reachOf(plansOf(of, seed)));
    for (const feeder of fewer!.reached) expect(now!.reached, `seed ${seed}`).toContain(feeder);
    for (const feeder of fewer!.secure) expect(now!.secure, `seed ${seed}`).toContain(feeder);
    for (const feeder of now!.reached) expect(more!.reached, `seed ${seed}`).toContain(feeder);
    gained.tie += now!.reached.size + now!.secure.size - fewer!.reached.size - fewer!.secure.size;
    gained.rating += more!.reached.size - now!.reached.size;
  }
  console.info('feeders gained:', gained);
  expect(gained.tie).toBeGreaterThan(0);
  expect(gained.rating).toBeGreaterThan(0);
});

test('where N-1 governs, no chain has more room, one more tie or larger ratings never lower it, and plans keep to it', () => {
  const seen = { lowered: 0, plans: 0 };
  for (const seed of SEEDS.slice(0, proofs(40, 20))) {
    const rows = randomSwitchedGrid(seed);
    const roomsOf = (of: RegionRows, under: Pack): (number | null)[] => {
      const { headroom } = switchingContextOf(of, under);
      const { snapshot } = headroom;
      const ledger = new ChainLedger(headroom, '2026-11-20');
      return rows.nodes.map(({ id }) => {
        const element = snapshot.elementOf(snapshot.findSources(id)[0]!);
        const chain = ledger.read(element);
        expect(ledger.summarise(element)).toEqual({ ...chain, rows: undefined, because: undefined });
        return chain.openKva;
      });
    };
    const stated = roomsOf(rows, OPEN);
    const governed = roomsOf(rows, GOVERN);
    const fewer = roomsOf(withoutTie(rows), GOVERN);
    const more = roomsOf(raised(rows), GOVERN);
    governed.forEach((room, i) => {
      if (room === null) return;
      expect(room, `seed ${seed}`).toBeLessThanOrEqual(stated[i]!);
      if (room < stated[i]!) seen.lowered++;
      if (fewer[i] !== null) expect(room, `seed ${seed}`).toBeGreaterThanOrEqual(fewer[i]!);
      if (more[i] !== null) expect(more[i], `seed ${seed}`).toBeGreaterThanOrEqual(room);
    });
    const plans = plansOf(rows, seed, GOVERN);
    expectLawful(plans);
    seen.plans += plans.length;
  }
  console.info('where N-1 governs:', seen);
  expect(seen.lowered).toBeGreaterThan(least(20, 2));
});

test('the order of rows changes nothing', () => {
  for (const seed of SEEDS.slice(0, proofs(20, 10))) {
    const rows = randomSwitchedGrid(seed);
    expect(plansOf(shuffled(rows, seed), seed)).toEqual(plansOf(rows, seed));
  }
});
