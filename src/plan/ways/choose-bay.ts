import type { NewBay } from '../../search/chain.ts';
import type { PlanContext } from '../context.ts';
import type { Miss } from './candidate.ts';

export interface BayChoice {
  readonly bay: NewBay | null;
  readonly unknown: boolean;
  readonly unlisted: boolean;
  readonly miss: Miss | null;
}

export const NO_BAY: BayChoice = { bay: null, unknown: false, unlisted: false, miss: null };

function listedBays({ snapshot }: PlanContext['headroom'], source: number): NewBay[] {
  const { bayStart, bayId, bayRatingCkva, bayBreakingKa } = snapshot.columns;
  const first = bayStart[source] ?? 0;
  return Array.from({ length: (bayStart[source + 1] ?? 0) - first }, (_, i) => ({
    id: snapshot.string(bayId[first + i] ?? 0),
    kind: 'bay',
    ratingCkva: bayRatingCkva[first + i] ?? -1,
    breakingKa: bayBreakingKa[first + i] ?? NaN,
  }));
}

/** The first listed spare bay that is large enough, else the first of unknown rating. */
export function chooseBay(
  { headroom, pack }: Pick<PlanContext, 'headroom' | 'pack'>,
  source: number,
  need: number,
): BayChoice {
  const { snapshot, rules } = headroom;
  const counted = snapshot.columns.sourceSpareBays[source] ?? -1;
  if (counted < 0) return { ...NO_BAY, unknown: true };
  // Each case in flight there will take one; whether the books' count is net of them nobody says.
  const spare = Math.max(0, counted - (snapshot.columns.reservedBays[source] ?? 0));
  const { minSpareBays } = pack.search;
  if (spare < minSpareBays) {
    return { ...NO_BAY, miss: { code: 'no-spare-bay', threshold: minSpareBays, actual: spare, unit: 'bay' } };
  }
  const listed = listedBays(headroom, source);
  if (listed.length === 0) return { ...NO_BAY, unlisted: true };
  const usable = (bay: NewBay): number => Math.floor(bay.ratingCkva * rules.usableShare.bay + 1e-6);
  const bay =
    listed.find((one) => one.ratingCkva >= 0 && usable(one) >= need) ??
    listed.find((one) => one.ratingCkva < 0);
  if (bay !== undefined) return { ...NO_BAY, bay };
  const largest = Math.max(...listed.map(usable));
  return {
    ...NO_BAY,
    miss: { code: 'bay-too-small', threshold: need / 100, actual: largest / 100, unit: 'kVA' },
  };
}
