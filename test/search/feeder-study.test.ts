import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recommend } from '../../src/plan/recommend.ts';
import type { RegionRows } from '../../src/model/record.ts';
import { FeederStudies } from '../../src/search/feeder-study.ts';
import { type Drawing, drawGrid, placeAt, rowOf } from '../support/drawn-grid.ts';
import { electrical } from '../support/load-rules.ts';
import { contextOf, electricalContextOf, requestFor } from '../support/open-rows.ts';
import { randomGrid } from '../support/random-grid.ts';

// Every section: 0.2 + 0.35j Ω/km. T1: 315 kVA, uk 4 %.
const LINE: Drawing = {
  mv: ['F1: B -2000- P1 -3000- P2', 'F1: P1 -500- P3'],
  transformers: { T1: { at: 'P2', kva: 315, lv: 'L1' } },
  lv: ['L1 -100- L2'],
  mains: { B: { id: 'M1', kva: 40_000 } },
  peaks: { F1: 200, T1: 200 },
};

const studiesOf = (rows: RegionRows) => {
  const { snapshot } = contextOf(rows).headroom;
  const studies = new FeederStudies(snapshot, electrical);
  return (id: string, kva: number, largestMotorKw: number | null = null) => {
    const [source] = snapshot.findSources(id);
    return studies.look({ element: snapshot.elementOf(source ?? -1), kva, cosPhi: 0.95, largestMotorKw });
  };
};
const looked = (result: ReturnType<ReturnType<typeof studiesOf>>) => {
  if (result === null || result === 'collapse') throw new Error(String(result));
  return result;
};

/** Voltage at the end of one line by solving |V|⁴ + (2(rp + xq) − 1)|V|² + z²s² = 0, all per unit. */
function twoBus(rOhm: number, xOhm: number, kv: number, kva: number): number {
  const base = (kv * kv) / 1; // Ω at 1 MVA
  const [r, x, s] = [rOhm / base, xOhm / base, kva / 1000];
  const [p, q] = [0.95 * s, Math.sqrt(1 - 0.95 ** 2) * s];
  const b = 2 * (r * p + x * q) - 1;
  return Math.sqrt((-b + Math.sqrt(b * b - 4 * (r * r + x * x) * s * s)) / 2);
}

test('the voltage at the end of one line is that of the closed form', () => {
  const rows = drawGrid({
    mv: ['F1: B -4000- P1'],
    mains: { B: { id: 'M1', kva: 40_000 } },
    peaks: { F1: 0 },
  });
  const result = looked(studiesOf(rows)('P1', 3000));
  expect(result.minVoltagePu).toBeCloseTo(twoBus(0.8, 1.4, 10, 3000), 8);
  expect(result.dropPercent).toBeCloseTo(100 * (1 - twoBus(0.8, 1.4, 10, 3000)), 6);
  expect(result.maxLoadingPercent).toBeCloseTo(
    (100 * 3000) / (Math.sqrt(3) * 10 * result.minVoltagePu) / 400,
    3,
  );
});

test('a bay at the head of a feeder has no impedance, and its feeder is looked at all the same', () => {
  const rows = drawGrid(LINE);
  const bays = [rowOf('bays', { id: 'B-1', node_id: 'B', status: 'used', feeder_id: 'F1', rating_a: 630 })];
  const { snapshot } = contextOf({ ...rows, bays }).headroom;
  expect(snapshot.findElements('B-1').map((e) => snapshot.elementKind(e))).toEqual(['bay']);
  const { minVoltageElement, ...through } = looked(studiesOf({ ...rows, bays })('P2', 500));
  expect(snapshot.elementId(minVoltageElement)).toBe(
    snapshot.elementId(snapshot.elementOf(snapshot.findSources('P2')[0]!)),
  );
  expect(looked(studiesOf(rows)('P2', 500))).toMatchObject(through);
});

test('existing load counts: a metered transformer at the end lowers the voltage before anyone asks', () => {
  const study = studiesOf(drawGrid(LINE));
  const idle = studiesOf(drawGrid({ ...LINE, peaks: { F1: 0, T1: 0 } }));
  expect(looked(study('P2', 500)).minVoltagePu).toBeLessThan(looked(idle('P2', 500)).minVoltagePu);
});

test('in-flight capacity counts as load on its node', () => {
  const promised = studiesOf(drawGrid({ ...LINE, committed: { P3: 2000 } }));
  expect(looked(promised('P2', 500)).dropPercent).toBeGreaterThan(
    looked(studiesOf(drawGrid(LINE))('P2', 500)).dropPercent + 0.5,
  );
});

test('later stages count as those promised now: the voltage has to hold when they are had', () => {
  const promised = (now: number, later: number) => {
    const held = { origin: 'service', at_kind: 'node', at_id: 'P3' } as const;
    const commitments = [
      rowOf('commitments', { id: 'now', kva: now, ...held }),
      rowOf('commitments', { id: 'rest', kva: later, purpose: 'later', ...held }),
    ];
    return looked(studiesOf({ ...drawGrid(LINE), commitments })('P2', 500));
  };
  expect(promised(500, 1500)).toEqual(promised(2000, 0));
  expect(promised(500, 1500).minVoltagePu).toBeLessThan(promised(500, 0).minVoltagePu - 0.002);
});

test('a tap at low voltage sees the transformer and the line in front of it', () => {
  const rows = drawGrid({ ...LINE, peaks: { F1: 0, T1: 0 } });
  const known = {
    ...rows,
    distribution_transformers: rows.distribution_transformers.map((t) => ({
      ...t,
      pk_kw: 3.8,
      p0_kw: 0.3,
      i0_percent: 0.5,
    })),
  };
  const study = studiesOf(known);
  const [atTransformer, atPole] = [looked(study('L1', 60)), looked(study('L2', 60))];
  // 100 m of 0.2 Ω/km at 0.4 kV with 60 kVA: about 0.77 % more
  expect(atPole.dropPercent - atTransformer.dropPercent).toBeGreaterThan(0.7);
  expect(atPole.dropPercent - atTransformer.dropPercent).toBeLessThan(1.2);
});

test('fault level and motor dip come from the busbar’s fault level; without it they are unknown', () => {
  const rows = drawGrid(LINE);
  expect(looked(studiesOf(rows)('P1', 100, 75))).toMatchObject({ faultLevelKa: null, motorDipPercent: null });
  const strong = {
    ...rows,
    busbar_sections: rows.busbar_sections.map((b) => ({ ...b, fault_level_ka: 16 })),
  };
  const result = looked(studiesOf(strong)('P1', 100, 75));
  // Z_source = 1.1·10/(√3·16) = 0.397 Ω; 2 km add 0.4 + 0.7j Ω
  const source = (1.1 * 10) / (Math.sqrt(3) * 16);
  const x = source / Math.hypot(1, 0.1);
  expect(result.faultLevelKa).toBeCloseTo(
    (1.1 * 10) / (Math.sqrt(3) * Math.hypot(0.1 * x + 0.4, x + 0.7)),
    6,
  );
  expect(result.motorDipPercent).toBeGreaterThan(0);
  expect(result.motorDipPercent).toBeLessThan(5);
});

test('where a conductor is not known there is no load flow, and the plan says so', () => {
  const rows = drawGrid(LINE);
  const blind = { ...rows, conductor_types: rows.conductor_types.filter(({ id }) => id !== 'MV') };
  expect(studiesOf(blind)('P1', 100)).toBeNull();
});

test('a load that no voltage can carry is a collapse, not a number', () => {
  expect(studiesOf(drawGrid(LINE))('P2', 60_000)).toBe('collapse');
});

test('a feeder whose end would leave its band is rejected with limit and voltage, and a nearer place is taken', () => {
  const far = {
    ...LINE,
    mv: ['F1: B -2000- P1 -18000- P2'],
    peaks: { F1: 700, T1: 250 },
    transformers: { T1: { at: 'P2', kva: 315 } },
  };
  const rows = drawGrid(far);
  const wide = { ...rows, busbar_sections: rows.busbar_sections.map((b) => ({ ...b, rating_a: 2000 })) };
  const ask = (metres: number) =>
    recommend(
      electricalContextOf(wide),
      requestFor({ site: placeAt([metres, 100]), demand: { capacityKva: 1500 } }),
    );
  const end = ask(20_000);
  expect(end.rejected.find(({ nodeId }) => nodeId === 'P2')).toMatchObject({
    code: 'voltage-out-of-band',
    threshold: 0.93,
    unit: 'pu',
  });
  expect(end.plans.filter(({ kind }) => kind === 'mv-tee')).toEqual([]);
  const near = ask(2000).plans.find(({ kind }) => kind === 'mv-tee');
  expect(near?.sources[0]?.electrical).toMatchObject({ minVoltageNodeId: 'P2' });
  expect(near?.because.map(({ key }) => key)).not.toContain('electrical-checks-not-run');
});

test('a bay that cannot break the fault level is not taken', () => {
  const rows = drawGrid({
    mv: ['F1: B -300- R1'],
    mains: { B: { id: 'M1', kva: 40_000 } },
    peaks: { F1: 100 },
  });
  const busbars = rows.busbar_sections.map((b) => ({ ...b, rating_a: 2000, fault_level_ka: 25 }));
  const bays = [rowOf('bays', { id: 'weak', node_id: 'R1', status: 'spare', rating_a: 630, breaking_ka: 8 })];
  const { rejected } = recommend(
    electricalContextOf({ ...rows, busbar_sections: busbars, bays }),
    requestFor({ site: placeAt([300, 50]) }),
  );
  expect(rejected.find(({ nodeId }) => nodeId === 'R1')).toMatchObject({
    code: 'fault-level-above-breaking',
    threshold: 8,
    unit: 'kA',
  });
});

test('law: the loads of a feeder add up to its measured head in every season', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const rows = randomGrid(seed, 60);
      const { snapshot } = contextOf(rows).headroom;
      const { columns, counts } = snapshot;
      for (let feeder = 0; feeder < counts.feeders; feeder++) {
        const outlet = columns.feederElement[feeder]!;
        for (const [s, season] of (['summer', 'winter'] as const).entries()) {
          const head = rows.peaks.find(
            (p) =>
              p.element_kind === 'feeder' &&
              p.element_id === snapshot.elementId(outlet) &&
              p.season === season,
          );
          if (head === undefined) continue;
          let sum = 0;
          for (let e = outlet; e < columns.elementEnd[outlet]!; e++)
            sum += columns.loadKva[s * counts.elements + e]!;
          expect(sum).toBeCloseTo(head.peak_kva, 6);
        }
      }
    }),
    { seed: 20261120, numRuns: 100 },
  );
});
