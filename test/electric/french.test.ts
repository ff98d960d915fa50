import { describe, expect, test } from 'vitest';
import { quantiles } from '../support/quantiles.ts';
import { readRoseau } from '../support/read-roseau.ts';
import { hasSharedData, readShared } from '../support/shared-data.ts';
import { solveGrid } from '../support/solve-grid.ts';

const FEEDERS = [
  '11_MVFeeder0725',
  '11_MVFeeder1363',
  '11_MVFeeder1365',
  '11_MVFeeder4375',
  '11_MVFeeder4885',
  '24_MVFeeder0752',
  '44_MVFeeder2707',
  '53_MVFeeder0641',
] as const;

interface FrenchReference {
  readonly source: { readonly bus: string; readonly p_kw: number; readonly q_kvar: number };
  /** Three phases: between phases at medium voltage, to the neutral at low voltage. */
  readonly buses: Readonly<Record<string, readonly [number, number, number]>>;
  /** Ampere of the worst phase and its loading in %. */
  readonly lines: Readonly<Record<string, readonly [number, number]>>;
  /** kVA rated and drawn, loading in %. */
  readonly transformers: Readonly<Record<string, readonly [number, number, number, number]>>;
}

/** What the balanced approximation gets wrong, over all feeders; pu and points, reference minus kernel. */
const wrong = {
  mv: [] as number[],
  lvMean: [] as number[],
  lvLowest: [] as number[],
  transformerPoints: [] as number[],
  mvLinePoints: [] as number[],
};

describe.skipIf(!hasSharedData)('French feeders: one balanced phase for three phases and a neutral', () => {
  test.each(FEEDERS)('%s: medium voltage to 1e-3 pu, power at the source to 0.5 %%', (name) => {
    const reference = JSON.parse(readShared(`reference/french/${name}_pf.json`)) as FrenchReference;
    const sourcePu = reference.buses[reference.source.bus]![0];
    const grid = readRoseau(readShared(`french/${name}.json`), sourcePu);
    const solved = solveGrid(grid);
    expect([solved.state.outcome.converged, solved.looped]).toEqual([true, []]);
    expect(new Set(solved.nodeIds)).toEqual(new Set(Object.keys(reference.buses)));
    const kvOf = new Map(grid.nodes.map(({ id, kv }) => [id, kv]));
    let worst = 0;
    for (const [bus, phases] of Object.entries(reference.buses)) {
      const balanced = solved.pu(bus);
      if (kvOf.get(bus)! > 1) {
        for (const phase of phases) worst = Math.max(worst, Math.abs(phase - balanced));
        wrong.mv.push(...phases.map((phase) => Math.abs(phase - balanced)));
      } else {
        wrong.lvMean.push(Math.abs((phases[0] + phases[1] + phases[2]) / 3 - balanced));
        wrong.lvLowest.push(balanced - Math.min(...phases));
      }
    }
    expect(worst).toBeLessThan(1e-3);
    solved.branchAbove.forEach((branch, i) => {
      if (branch === null) return;
      if (branch.data.kind === 'transformer') {
        // The reference counts kVA at the upper side over the rating.
        const kva = Math.hypot(solved.flows.parentKw[i]!, solved.flows.parentKvar[i]!);
        const percent = (100 * kva) / branch.data.ratedKva;
        wrong.transformerPoints.push(Math.abs(reference.transformers[branch.id]![2] - percent));
      } else if (kvOf.get(branch.from)! > 1) {
        const percent = solved.flows.loadingPercent[i]!;
        wrong.mvLinePoints.push(Math.abs(reference.lines[branch.id]![1] - percent));
      }
    });
    expect(solved.flows.parentKw[0]! / reference.source.p_kw - 1).toBeGreaterThan(-0.005);
    expect(Math.abs(solved.flows.parentKw[0]! / reference.source.p_kw - 1)).toBeLessThan(0.005);
  });

  test('what balancing gets wrong stays within stated bounds', () => {
    const found = Object.fromEntries(
      Object.entries(wrong).map(([what, values]) => [what, { n: values.length, ...quantiles(values) }]),
    ) as Record<keyof typeof wrong, ReturnType<typeof quantiles> & { n: number }>;
    console.info(
      Object.entries(found)
        .map(([what, { n, p50, p90, p99, max }]) =>
          [what, `n ${n}`, ...[p50, p90, p99, max].map((value) => value.toPrecision(2))].join('  '),
        )
        .join('\n'),
    );
    expect(found.mv).toMatchObject({ n: 1608 });
    expect(found.mv.max).toBeLessThan(5e-4);
    expect(found.lvMean).toMatchObject({ n: 2826 });
    expect([found.lvMean.p99, found.lvMean.max].map((pu, i) => pu < [1.2e-3, 2e-3][i]!)).toEqual([
      true,
      true,
    ]);
    // The worst phase lies lower than the balanced one: half of all buses by 0.5 %, one in a hundred by 5 %.
    const { p50, p90, p99, max } = found.lvLowest;
    expect([p50 < 0.006, p90 < 0.025, p99 < 0.053, max < 0.09]).toEqual([true, true, true, true]);
    expect([p50 > 0.004, p90 > 0.02, p99 > 0.04]).toEqual([true, true, true]);
    expect([found.transformerPoints.p90 < 0.4, found.transformerPoints.max < 2]).toEqual([true, true]);
    expect([found.mvLinePoints.p90 < 0.4, found.mvLinePoints.max < 1]).toEqual([true, true]);
  });
});
