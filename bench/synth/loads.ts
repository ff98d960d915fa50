import { CABLE, KVA_PER_A, MV_KV, OUTLET_LIMITS_A, OVERHEAD, POWER_FACTOR, type Trade } from './equipment.ts';
import { sumDownstream, transformersOf, type Feeder, type FeederArea, type LineNode } from './feeder.ts';
import { lengthOf } from './plane.ts';
import type { Random } from './random.ts';

type Span = readonly [number, number];

/** Summer peak over rating, and winter peak over summer peak, per trade (chosen; pumps rest in winter). */
const USE: Readonly<Record<Trade, { readonly summer: Span; readonly winter: Span }>> = {
  village: { summer: [0.32, 0.72], winter: [0.75, 1.12] },
  farm: { summer: [0.25, 0.65], winter: [0.1, 0.4] },
  works: { summer: [0.3, 0.7], winter: [0.85, 1] },
  street: { summer: [0.35, 0.8], winter: [0.7, 0.95] },
  premises: { summer: [0.3, 0.7], winter: [0.6, 0.85] },
  factory: { summer: [0.3, 0.65], winter: [0.9, 1.02] },
};

/** Feeder peak over the sum of its transformers' peaks (chosen inside the usual 0.7–0.9). */
const COINCIDENCE: Readonly<Record<FeederArea, Span>> = {
  rural: [0.72, 0.82],
  town: [0.7, 0.8],
  park: [0.68, 0.78],
  dedicated: [0.9, 0.96],
};

/** Load rates that the outlets are laid out for: one above its limit, some heavy, some near k = 0.8, many with room. */
const RATES: readonly Span[] = [
  ...Array.from({ length: 1 }, (): Span => [1.01, 1.04]),
  ...Array.from({ length: 5 }, (): Span => [0.82, 0.94]),
  ...Array.from({ length: 7 }, (): Span => [0.64, 0.78]),
  ...Array.from({ length: 21 }, (): Span => [0.32, 0.6]),
  ...Array.from({ length: 16 }, (): Span => [0.12, 0.3]),
];

/** A 10 kV line should lose no more than 5 % by design codes; the weak feeders are to break the standard's 7 %. */
const DROP_TARGET_PERCENT = 5;
const WEAK_DROP_PERCENT = 8;
/** Weak feeders are the two that need most volts anyway; they are old: 95 mm², and their outlet is not what binds. */
const WEAK_FEEDERS = 2;
const WEAK_CONDUCTOR = OVERHEAD[1];
const WEAK_RATE = 0.5;
/** From this share of the head's load on, a section is part of the trunk (chosen). */
const TRUNK_SHARE = 0.3;
const TAN_PHI = Math.sqrt(1 / POWER_FACTOR ** 2 - 1);

const drawPeaks = (feeder: Feeder, random: Random): void => {
  for (const t of transformersOf(feeder)) {
    const use = USE[t.trade];
    t.peakKva.summer = t.ratingKva * random.between(...use.summer);
    t.peakKva.winter = t.peakKva.summer * random.between(...use.winter);
  }
};

const sumPeaks = (node: LineNode, season: 'summer' | 'winter'): number =>
  node.transformers.reduce((sum, t) => sum + t.peakKva[season], 0);

/** Scales all peaks of a feeder; a transformer stays below 105 % of its rating. Then the head follows. */
const scalePeaks = (feeder: Feeder, factor: number, coincidence: number): void => {
  for (const t of transformersOf(feeder)) {
    const scale = Math.min(factor, (1.05 * t.ratingKva) / Math.max(t.peakKva.summer, t.peakKva.winter));
    t.peakKva.summer *= scale;
    t.peakKva.winter *= scale;
  }
  for (const season of ['summer', 'winter'] as const) {
    feeder.headKva[season] =
      coincidence * feeder.nodes.reduce((sum, node) => sum + sumPeaks(node, season), 0);
  }
};

/** Greatest voltage drop to any node in summer, % of 10 kV: ΔU = (r + x·tan φ)·P·L/U² per section. */
const designDrop = (feeder: Feeder, coincidence: number): number => {
  const load = sumDownstream(feeder, (node) => sumPeaks(node, 'summer'));
  const drops = new Map<LineNode, number>();
  for (const node of feeder.nodes) {
    const { r_ohm_per_km: r, x_ohm_per_km: x } = node.conductor;
    const mw = (load.get(node)! * coincidence * POWER_FACTOR) / 1000;
    const own = (((r + x * TAN_PHI) * mw * lengthOf(node.path)) / 1000 / MV_KV ** 2) * 100;
    drops.set(node, (drops.get(node.parent!) ?? 0) + own);
  }
  return Math.max(...drops.values());
};

const trunkOf = (feeder: Feeder): LineNode[] => {
  const load = sumDownstream(feeder, (node) => sumPeaks(node, 'summer'));
  const head = Math.max(...load.values());
  return feeder.nodes.filter((n) => n.laying === 'overhead' && load.get(n)! >= TRUNK_SHARE * head);
};

const headCurrent = (feeder: Feeder): number =>
  Math.max(feeder.headKva.summer, feeder.headKva.winter) / KVA_PER_A;

/** Strings the trunk with the thinnest conductor that carries the head and keeps the drop; then loads give way. */
const stringTrunk = (feeder: Feeder, coincidence: number): void => {
  const trunk = trunkOf(feeder);
  for (const conductor of OVERHEAD.slice(2)) {
    for (const node of trunk) node.conductor = conductor;
    const carries = conductor.ampacity_a! >= headCurrent(feeder) * 1.1;
    if (carries && designDrop(feeder, coincidence) <= DROP_TARGET_PERCENT) return;
  }
  const excess = designDrop(feeder, coincidence) / DROP_TARGET_PERCENT;
  if (excess > 1) scalePeaks(feeder, 1 / excess, coincidence);
};

/** Strings a weak feeder thinly and loads it until its drop is plainly too much, within what it carries. */
const stringWeak = (feeder: Feeder, coincidence: number): void => {
  for (const node of trunkOf(feeder)) node.conductor = WEAK_CONDUCTOR;
  const room = (0.95 * WEAK_CONDUCTOR.ampacity_a!) / headCurrent(feeder);
  scalePeaks(feeder, Math.min(room, WEAK_DROP_PERCENT / designDrop(feeder, coincidence)), coincidence);
};

/** Park feeders carry more than 300 mm² should: their cables between units are 400 mm². */
const layTrunk = (feeder: Feeder): void => {
  for (const node of feeder.nodes) {
    if (node.kind === 'rmu' || node.kind === 'switching-station') node.conductor = CABLE[4];
  }
};

/** The outlet limit nearest to what gives a load rate; then loads give way until the rate holds, within ±30 %. */
const fitRate = (feeder: Feeder, rate: number, coincidence: number): void => {
  const headA = headCurrent(feeder);
  const off = (limit: number): number => Math.abs(Math.log((rate * limit) / headA));
  feeder.outletLimitA = OUTLET_LIMITS_A.reduce((best, limit) => (off(limit) < off(best) ? limit : best), 600);
  const factor = (rate * feeder.outletLimitA) / headA;
  scalePeaks(feeder, Math.min(1.3, Math.max(0.7, factor)), coincidence);
};

/** Settles peaks, outlet limits and trunk conductors of all feeders of a county. */
export const settleLoads = (feeders: readonly Feeder[], random: Random): void => {
  const rates = random.shuffled(RATES);
  const coincidences = new Map(feeders.map((f) => [f, random.between(...COINCIDENCE[f.area])]));
  for (const feeder of feeders) {
    drawPeaks(feeder, random);
    scalePeaks(feeder, 1, coincidences.get(feeder)!);
  }
  const needs = new Map(feeders.map((f) => [f, designDrop(f, coincidences.get(f)!)]));
  const byNeed = feeders.toSorted((a, b) => needs.get(b)! - needs.get(a)!);
  for (const feeder of byNeed.slice(0, WEAK_FEEDERS)) feeder.isWeak = true;
  feeders.forEach((feeder, i) => {
    const coincidence = coincidences.get(feeder)!;
    const rate = random.between(...rates[i % rates.length]!);
    fitRate(feeder, feeder.isWeak ? WEAK_RATE : rate, coincidence);
    if (feeder.area === 'park') layTrunk(feeder);
    if (feeder.isWeak) stringWeak(feeder, coincidence);
    else if (feeder.area === 'rural') stringTrunk(feeder, coincidence);
  });
};
