import type { Line, Transformer } from '../electric/branch.ts';
import type { Snapshot } from '../snapshot/open.ts';

const orZero = (value: number | undefined): number =>
  value === undefined || Number.isNaN(value) ? 0 : value;

/** Current at which an apparent power flows, A; 0 = unknown, as branches say it. */
export const ampereOf = (ckva: number, kv: number): number => Math.max(0, ckva) / 100 / (Math.sqrt(3) * kv);

/** A section or low-voltage line as the load flow wants it; `null` when its impedance is unknown. */
export function lineBranch({ columns }: Snapshot, element: number): Line | null {
  const { lineROhm, lineXOhm, lineBUs, ratingCkva, elementKv } = columns;
  const [r, x] = [lineROhm[element] ?? NaN, lineXOhm[element] ?? NaN];
  if (Number.isNaN(r) || Number.isNaN(x)) return null;
  return {
    kind: 'line',
    lengthKm: 1,
    rOhmPerKm: r,
    xOhmPerKm: x,
    bUsPerKm: lineBUs[element] ?? 0,
    gUsPerKm: 0,
    ratingA: ampereOf(ratingCkva[element] ?? -1, elementKv[element] ?? NaN),
  };
}

/** A main or distribution transformer; `null` when rating or short-circuit voltage is unknown. Unknown losses are 0. */
export function transformerBranch({ columns }: Snapshot, element: number): Transformer | null {
  const t = columns.transformerOf[element] ?? -1;
  const ukPercent = columns.transformerUk[t] ?? NaN;
  const ratedKva = (columns.ratingCkva[element] ?? -1) / 100;
  if (Number.isNaN(ukPercent) || ratedKva <= 0) return null;
  return {
    kind: 'transformer',
    ratedKva,
    hvKv: columns.transformerHvKv[t] ?? NaN,
    lvKv: columns.transformerLvKv[t] ?? NaN,
    ukPercent,
    pkKw: orZero(columns.transformerPk[t]),
    p0Kw: orZero(columns.transformerP0[t]),
    i0Percent: orZero(columns.transformerI0[t]),
    tapPu: columns.transformerTap[t] ?? 1,
    fedFrom: 'hv',
  };
}
