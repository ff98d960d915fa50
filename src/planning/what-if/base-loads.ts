import type { ElectricalRules } from '../../model/electrical-rules.ts';
import { SEASONS } from '../../model/record.ts';
import type { Snapshot } from '../../snapshot/open.ts';
import type { StudyGrid } from './study-grid.ts';

/** Loads of a study's places in one season, net of generation that no meter has seen. */
export interface BaseLoads {
  readonly kw: Float64Array;
  readonly kvar: Float64Array;
  /** Elements of which only kVA are known: the power factor is the default one. */
  readonly byDefault: readonly number[];
}

/**
 * The loads as imported: at every place what customers state, scaled to the meters above it, less the generation there.
 * What is in flight is not part of it.
 *
 * @param season index in SEASONS.
 * @cost O(elements of the study).
 */
export function baseLoads(
  snapshot: Snapshot,
  rules: ElectricalRules,
  { places, placeOf }: StudyGrid,
  season: number,
): BaseLoads {
  const { loadKva, loadKwPerKva, loadKvarPerKva, generationKw, generationKvar } = snapshot.columns;
  const cosPhi = rules.loadPowerFactor.value;
  const sinPhi = Math.sqrt(1 - cosPhi ** 2);
  const [kw, kvar] = [new Float64Array(places.length), new Float64Array(places.length)];
  const byDefault: number[] = [];
  for (const [e, place] of placeOf) {
    const kva = loadKva[season * snapshot.counts.elements + e] ?? 0;
    const active = loadKwPerKva[e] ?? NaN;
    const stated = !Number.isNaN(active);
    if (kva !== 0 && !stated) byDefault.push(e);
    kw[place] = (kw[place] ?? 0) + kva * (stated ? active : cosPhi) - (generationKw[e] ?? 0);
    kvar[place] =
      (kvar[place] ?? 0) + kva * (stated ? (loadKvarPerKva[e] ?? 0) : sinPhi) - (generationKvar[e] ?? 0);
  }
  return { kw, kvar, byDefault };
}

/** Seasons of the region for which anything is known, as indices in SEASONS; all of them where nothing is. */
export function knownSeasons({ columns, counts }: Snapshot): readonly number[] {
  const of = (s: number): Int32Array =>
    columns.peakCkva.subarray(s * counts.elements, (s + 1) * counts.elements);
  const all = SEASONS.map((_, s) => s);
  const known = all.filter((s) => of(s).some((ckva) => ckva >= 0));
  return known.length > 0 ? known : all;
}

/** The season with the greatest load on a study's places; the first of those alike. */
export function heaviestSeason(snapshot: Snapshot, { placeOf }: StudyGrid): number {
  const { columns, counts } = snapshot;
  const [first = 0, ...others] = knownSeasons(snapshot);
  const loadIn = (s: number): number => {
    let sum = 0;
    for (const e of placeOf.keys()) sum += columns.loadKva[s * counts.elements + e] ?? 0;
    return sum;
  };
  let [best, most] = [first, loadIn(first)];
  for (const s of others) {
    const load = loadIn(s);
    if (load > most) [best, most] = [s, load];
  }
  return best;
}
