import { expect, test } from 'vitest';
import type { RegionRows } from '../../src/model/record.ts';
import type { JointAnswer, JointAsk, ScreenedSite, ScreeningSite } from '../../src/model/screening.ts';
import type { PlanContext } from '../../src/plan/context.ts';
import { capacityRules } from '../../src/policy/pack.ts';
import { FeederStudies } from '../../src/search/feeder-study.ts';
import { Headroom } from '../../src/search/headroom.ts';
import { Switching } from '../../src/search/switching.ts';
import type { Snapshot } from '../../src/snapshot/open.ts';
import { withOwnLedger } from '../../src/snapshot/with-own-ledger.ts';
import { InTurn, TAKEN } from '../../src/worker/in-turn.ts';
import { Screener } from '../../src/worker/screen.ts';
import { exactLoads } from '../support/exact-loads.ts';
import { heldRows } from '../support/held-rows.ts';
import { electrical, pack } from '../support/load-rules.ts';
import { snapshotOf, switchingContextOf, switchingContextOn } from '../support/open-rows.ts';
import { proofs } from '../support/proofs.ts';
import { seeded } from '../support/random-grid.ts';

const KVA = [100, 250, 400, 630, 1000, 1600, 2500];
const ASK = {
  region: 'test',
  terms: { policy: pack.id, asOf: '2026-11-20', statedBy: 'planner', isJoint: true },
} as const;

/** Sites near random nodes of a grid, more than it can supply. */
function sitesOn(rows: RegionRows, seed: number): ScreeningSite[] {
  const random = seeded(seed + 300);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  return Array.from({ length: 12 }, (_, i) => {
    const { lon_deg: lon, lat_deg: lat } = pick(rows.nodes);
    const body = {
      site: { lon: lon + 0.001, lat, crs: 'WGS84' },
      demand: { capacityKva: pick(KVA) },
      customer: { category: 'industrial', areaType: 'urban' },
    };
    return { line: i + 2, id: `S${i}`, body };
  });
}

function contextOn(buffer: SharedArrayBuffer, snapshot: Snapshot): PlanContext {
  const headroom = new Headroom(snapshot, capacityRules(pack));
  const studies = new FeederStudies(snapshot, electrical);
  const switching = new Switching(headroom, studies, pack.voltage.powerFactor.value);
  return { ...switchingContextOn(buffer), headroom, studies, switching };
}

function begun(buffer: SharedArrayBuffer): InTurn {
  const counted = withOwnLedger(buffer);
  return new InTurn(contextOn(buffer, counted), contextOn(buffer, withOwnLedger(buffer, counted)));
}

/** The sites in parts of so many; a new thread goes on after each part where it is told to. */
function inTurn(
  buffer: SharedArrayBuffer,
  sites: readonly ScreeningSite[],
  { atOnce, dies }: { readonly atOnce: number; readonly dies: boolean },
) {
  const [rows, holds]: [ScreenedSite[], string[]] = [[], []];
  let turn = begun(buffer);
  for (let part = 0; part * atOnce < sites.length; part++) {
    if (dies) turn = begun(buffer);
    const ask: JointAsk = {
      ...ASK,
      screeningId: 's',
      part,
      from: dies ? 0 : part,
      earlier: dies ? holds : [],
      sites: JSON.stringify(sites.slice(part * atOnce, (part + 1) * atOnce)),
    };
    const answer = turn.screen(ask, () => true)!;
    rows.push(...answer.rows);
    holds.push(JSON.stringify(answer.holds satisfies JointAnswer['holds']));
  }
  return rows;
}

/** The same slowly: a record into which each plan is written as its choice would be, and a grid built of it for each site. */
function slowly(rows: RegionRows, sites: readonly ScreeningSite[]): ScreenedSite[] {
  const commitments = [...rows.commitments];
  const alone = new Screener(switchingContextOf(rows), ASK);
  return sites.map((site) => {
    const context = switchingContextOf({ ...rows, commitments: [...commitments] });
    const row = new Screener(context, ASK, (_, { outcome, plan }) => {
      if (outcome !== 'referral') commitments.push(...heldRows(plan, site.id));
    }).screen(site);
    const by = alone.screen(site);
    if (row.outcome === 'fits' || by.outcome !== 'fits') return row;
    return { ...row, reason: TAKEN, bindingElementId: row.bindingElementId ?? by.bindingElementId };
  });
}

const COUNT = proofs(60, 6);

test(`on ${COUNT} switched grids each site gets what it would if those before it had been chosen`, () => {
  let [taken, fits, others] = [0, 0, 0];
  for (let seed = 1; seed <= COUNT; seed++) {
    const rows = exactLoads(seed);
    const sites = sitesOn(rows, seed);
    const buffer = snapshotOf(rows);
    const before = new Uint8Array(buffer).slice();
    const found = inTurn(buffer, sites, { atOnce: 4, dies: false });
    expect([seed, found]).toEqual([seed, slowly(rows, sites)]);
    // However it is cut into parts, and whoever goes on with it.
    expect(inTurn(buffer, sites, { atOnce: 1, dies: true })).toEqual(found);
    expect(inTurn(buffer, sites, { atOnce: 12, dies: false })).toEqual(found);
    // Nobody else has seen any of it.
    expect(Buffer.compare(new Uint8Array(buffer), before)).toBe(0);
    const reversed = inTurn(buffer, [...sites].reverse(), { atOnce: 4, dies: false }).reverse();
    const outcomes = (some: readonly ScreenedSite[]) => some.map(({ outcome }) => outcome).join();
    others += outcomes(reversed) === outcomes(found) ? 0 : 1;
    taken += found.filter(({ reason }) => reason === TAKEN).length;
    fits += found.filter(({ outcome }) => outcome === 'fits').length;
  }
  console.info('joint screenings on switched grids:', { taken, fits, others });
  expect(Math.min(taken, fits, others)).toBeGreaterThan(1);
}, 600_000);

test('where there is room for all, a joint screening says what an independent one says', () => {
  const rows = exactLoads(3);
  const small = sitesOn(rows, 3)
    .slice(0, 2)
    .map((site, i): ScreeningSite => {
      const { body, ...rest } = site as ScreeningSite & { body: { demand: object } };
      return { ...rest, body: { ...body, demand: { capacityKva: 20 + i } } };
    });
  const buffer = snapshotOf(rows);
  const alone = new Screener(switchingContextOn(buffer), ASK);
  const said = ({ outcome, nodeId, kind, likelyYuan }: ScreenedSite) => [outcome, nodeId, kind, likelyYuan];
  expect(inTurn(buffer, small, { atOnce: 2, dies: false }).map(said)).toEqual(
    small.map((site) => said(alone.screen(site))),
  );
});
