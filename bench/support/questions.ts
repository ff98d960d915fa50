import { type QuickDemand, quickTerms } from '../../src/plan/quick-terms.ts';
import { SOURCE_KINDS } from '../../src/model/plan.ts';
import type { OfferQuestion, OfferTerms } from '../../src/search/offers/offer-question.ts';
import type { Snapshot } from '../../src/snapshot/open.ts';
import { catalogue, pack } from '../../test/support/load-rules.ts';
import { seeded } from '../../test/support/random-grid.ts';

/** Where questions are asked: all over the region, or in its first two counties, which every size has alike. */
export type Where = 'spread' | 'same';

const SEED = 20261127;
/** Capacities that are asked for, kVA: the standard sizes of customers' transformers. */
const CAPACITIES = [80, 100, 125, 160, 200, 250, 315, 400, 500, 630, 800, 1000, 1250, 1600, 2000];
const RADIUS_M = 1000;
/** A site lies at most so far from a source, degrees. */
const AROUND = 0.003;

const terms = new Map<number, OfferTerms>();

/** One object for each capacity: what a service that is asked all day keeps. */
export function termsFor(capacityKva: number): OfferTerms {
  const asked: QuickDemand = { capacityKva, areaType: 'urban', radiusM: RADIUS_M };
  const found = terms.get(capacityKva) ?? quickTerms({ pack, catalogue }, asked);
  terms.set(capacityKva, found);
  return found;
}

/** Seeded questions near medium-voltage sources of a region. */
export function drawQuestions(snapshot: Snapshot, count: number, where: Where): OfferQuestion[] {
  const random = seeded(SEED);
  const { sourceKind, sourceLon, sourceLat } = snapshot.columns;
  const kinds = ['pole', 'rmu', 'switching-station', 'branch-box'].map((kind) =>
    SOURCE_KINDS.findIndex((known) => known === kind),
  );
  const near: number[] = [];
  for (let s = 0; s < snapshot.counts.sources; s++) {
    if (!kinds.includes(sourceKind[s]!)) continue;
    if (where === 'spread' || /^c[01]-/.test(snapshot.sourceId(s))) near.push(s);
  }
  return Array.from({ length: count }, () => {
    const source = near[Math.floor(random() * near.length)]!;
    const site = {
      lon: sourceLon[source]! + (random() * 2 - 1) * AROUND,
      lat: sourceLat[source]! + (random() * 2 - 1) * AROUND,
    };
    return { site, ...termsFor(CAPACITIES[Math.floor(random() * CAPACITIES.length)]!) };
  });
}
