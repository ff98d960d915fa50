import type { Line, Transformer } from '../electric/branch.ts';
import type { Snapshot } from '../snapshot/open.ts';

const orZero = (value: number | undefined): number =>
  value === undefined || Number.isNaN(value) ? 0 : value;

/** Current at which an apparent power flows, A; 0 = unknown, as branches say it. */
export const ampereOf = (ckva: number, kv: number): number => Math.max(0, ckva) / 100 / (Math.sqrt(3) * kv);

/** What a line's branch is made of: Ω and µS over its whole length. */
interface LineFigures {
  readonly rOhm: number;
  readonly xOhm: number;
  readonly bUs: number;
  readonly ratingCkva: number;
  readonly kv: number;
}

function lineOf({ rOhm, xOhm, bUs, ratingCkva, kv }: LineFigures): Line | null {
  if (Number.isNaN(rOhm) || Number.isNaN(xOhm)) return null;
  return {
    kind: 'line',
    lengthKm: 1,
    rOhmPerKm: rOhm,
    xOhmPerKm: xOhm,
    bUsPerKm: bUs,
    gUsPerKm: 0,
    ratingA: ampereOf(ratingCkva, kv),
  };
}

/**
 * A section or low-voltage line as the load flow wants it; `null` when its impedance is unknown. A bay, or other
 * equipment between lines, has none.
 */
export function lineBranch(snapshot: Snapshot, element: number): Line | null {
  const { lineType, lineM, conductorR, conductorX, conductorB, ratingCkva, elementKv } = snapshot.columns;
  const kind = snapshot.elementKind(element);
  const isLine = kind === 'section' || kind === 'lv-line';
  const type = lineType[element] ?? -1;
  const km = (lineM[element] ?? NaN) / 1000;
  return lineOf({
    rOhm: isLine ? (conductorR[type] ?? NaN) * km : 0,
    xOhm: isLine ? (conductorX[type] ?? NaN) * km : 0,
    bUs: isLine ? (conductorB[type] ?? 0) * km : 0,
    ratingCkva: ratingCkva[element] ?? -1,
    kv: elementKv[element] ?? NaN,
  });
}

/** The open section of a tie, likewise. */
export function tieBranch({ columns }: Snapshot, tie: number): Line | null {
  const { tieROhm, tieXOhm, tieBUs, tieRatingCkva, tieFrom, elementKv } = columns;
  return lineOf({
    rOhm: tieROhm[tie] ?? NaN,
    xOhm: tieXOhm[tie] ?? NaN,
    bUs: tieBUs[tie] ?? 0,
    ratingCkva: tieRatingCkva[tie] ?? -1,
    kv: elementKv[tieFrom[tie] ?? -1] ?? NaN,
  });
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
