import { ELEMENT_KINDS, type ElementKind } from '../../model/plan.ts';
import { SEASONS } from '../../model/record.ts';
import type { Relief, Warning, WarningKind, WarningLimits } from '../../model/warning.ts';
import { ChainLedger } from '../../search/chain.ts';
import { dayNumber, isFresh } from '../../search/grade.ts';
import type { Headroom } from '../../search/headroom.ts';
import { NO_DAY } from '../../snapshot/columns.ts';
import type { Snapshot } from '../../snapshot/open.ts';
import { known, loadRateOf } from '../element-capacity.ts';

/** Feeders named as a way out. */
const MOST_WAYS = 3;
/** Of these a short margin and an old peak are warned of; of what lies between them only what is loaded. */
const WATCHED: ReadonlySet<ElementKind> = new Set(['outlet', 'main-transformer', 'distribution-transformer']);

type Ways = ReadonlyMap<number, ReadonlyMap<string, number>>;

/** By feeder, what is open beyond each of its ties, by the other feeder: the best place of several. */
function waysOut(snapshot: Snapshot, ledger: ChainLedger): Ways {
  const { columns, counts } = snapshot;
  const ways = new Map<number, Map<string, number>>();
  const add = (from: number, to: number): void => {
    const [own, other] = [columns.elementFeeder[from] ?? -1, columns.elementFeeder[to] ?? -1];
    const { openKva } = ledger.room(to);
    const feederId = snapshot.feederIdOf(to);
    if (own < 0 || own === other || feederId === null || openKva === null || openKva <= 0) return;
    const known = ways.get(own) ?? new Map<string, number>();
    known.set(feederId, Math.max(openKva, known.get(feederId) ?? 0));
    ways.set(own, known);
  };
  for (let tie = 0; tie < counts.ties; tie++) {
    const [from, to] = [columns.tieFrom[tie] ?? -1, columns.tieTo[tie] ?? -1];
    if (from < 0 || to < 0) continue;
    add(from, to);
    add(to, from);
  }
  return ways;
}

/** What a warning says of where its element is. */
export const whereIs = (snapshot: Snapshot, element: number): Pick<Warning, 'name' | 'feederId' | 'at'> => ({
  name: snapshot.elementName(element) || null,
  feederId: snapshot.feederIdOf(element),
  at: snapshot.elementPlace(element),
});

const round = (kva: number): number => Math.round(kva * 100) / 100;

/** What is wrong with an element, and the kVA less that would end it; null where load is not the cause. */
interface Found {
  readonly kind: WarningKind;
  readonly values: Warning['values'];
  readonly kva: number | null;
}

/** Looks at the elements of one region. */
class Look {
  readonly #headroom: Headroom;
  /** By index in ELEMENT_KINDS. */
  readonly #watched = ELEMENT_KINDS.map((kind) => WATCHED.has(kind));
  readonly #limits: WarningLimits;
  readonly #asOf: number;
  readonly #ways: Ways;

  constructor(headroom: Headroom, limits: WarningLimits, asOf: string) {
    this.#headroom = headroom;
    this.#limits = limits;
    this.#asOf = dayNumber(asOf);
    this.#ways = waysOut(headroom.snapshot, new ChainLedger(headroom, asOf));
  }

  /** What an element gives cause for. */
  *at(element: number): Generator<Warning> {
    const loaded = this.#loaded(element);
    if (loaded !== null) yield loaded;
    if (!this.#watched[this.#headroom.snapshot.columns.elementKind[element] ?? 0]) return;
    const short = loaded === null ? this.#short(element) : null;
    if (short !== null) yield short;
    const stale = this.#stale(element);
    if (stale !== null) yield stale;
  }

  #loaded(element: number): Warning | null {
    const { heavyShare, overShare } = this.#limits;
    const ratingKva = known(this.#headroom.snapshot.columns.ratingCkva[element] ?? -1);
    const peakKva = known(this.#headroom.peakCkva(element));
    const loadRate = loadRateOf(peakKva, ratingKva);
    if (loadRate === null || ratingKva === null || peakKva === null || loadRate < heavyShare) return null;
    const is = loadRate >= overShare ? 'over' : 'heavy';
    const values = {
      loadRate,
      peakKva,
      ratingKva,
      season: SEASONS[this.#headroom.season[element] ?? 255] ?? null,
      fromShare: is === 'over' ? overShare : heavyShare,
    };
    return this.#warning(element, { kind: is, values, kva: round(peakKva - heavyShare * ratingKva) });
  }

  #short(element: number): Warning | null {
    const limitKva = known(this.#headroom.limitCkva[element] ?? -1);
    const peakKva = known(this.#headroom.peakCkva(element));
    if (limitKva === null || peakKva === null) return null;
    const committedKva = this.#headroom.committedCkva(element) / 100;
    const left = round(limitKva - peakKva - committedKva);
    const least = round(this.#limits.leastLeftShare * limitKva);
    if (left >= least) return null;
    const values = { leftKva: left, leastKva: least, limitKva, peakKva, committedKva };
    return this.#warning(element, { kind: 'short-margin', values, kva: round(least - left) });
  }

  #stale(element: number): Warning | null {
    const { snapshot, season, rules } = this.#headroom;
    if (this.#headroom.peakCkva(element) < 0) return null;
    const at = (season[element] ?? 0) * snapshot.counts.elements + element;
    const day = snapshot.columns.peakDay[at] ?? NO_DAY;
    if (isFresh(rules, day, this.#asOf)) return null;
    const measuredOn = day === NO_DAY ? null : new Date(day * 86_400_000).toISOString().slice(0, 10);
    const values = { measuredOn, maxDays: rules.maxDataAgeDays };
    return this.#warning(element, { kind: 'stale-data', values, kva: null });
  }

  #warning(element: number, { kind, values, kva }: Found): Warning {
    const { snapshot } = this.#headroom;
    const { name, feederId, at } = whereIs(snapshot, element);
    return {
      kind,
      elementKind: snapshot.elementKind(element),
      elementId: snapshot.elementId(element),
      name,
      feederId,
      at,
      values,
      relief: { kva, transferTo: kind === 'stale-data' ? [] : this.#transferTo(element), works: [] },
      rule: this.#limits.rule,
    };
  }

  #transferTo(element: number): Relief['transferTo'] {
    const ways = this.#ways.get(this.#headroom.snapshot.columns.elementFeeder[element] ?? -1) ?? new Map();
    return [...ways]
      .map(([feederId, openKva]: [string, number]) => ({ feederId, openKva }))
      .sort((a, b) => b.openKva - a.openKva || (a.feederId < b.feederId ? -1 : 1))
      .slice(0, MOST_WAYS);
  }
}

/**
 * What of the grid has to be looked at: elements loaded from `heavyShare` or `overShare` of their rating on, and of outlets
 * and transformers short margins and peaks that are too old; each with what would relieve it. One after the other: a province
 * has hundreds of thousands.
 *
 * @cost O(elements + chain per tie and per element that is warned of).
 */
export function* findWarnings(headroom: Headroom, limits: WarningLimits, asOf: string): Generator<Warning> {
  const look = new Look(headroom, limits, asOf);
  for (let element = 0; element < headroom.snapshot.counts.elements; element++) yield* look.at(element);
}
