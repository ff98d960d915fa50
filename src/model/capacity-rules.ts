import type { ElementKind, Grade } from './plan.ts';
import type { LoadCategory, Quality, Season } from './record.ts';

/** Capacity at 0.01 kVA: the whole numbers every ledger figure is kept in, because atomics and exact sums need them. */
export type Ckva = number;

/** The season whose peaks count; `worst` = for each element the known one that leaves least. */
export type SeasonChoice = Season | 'worst';

/** What the loss of an outlet or main transformer does to room. */
export interface NMinusOneRules {
  /** `state`: plans say what they survive. `govern`: what would not be survived is no room. */
  readonly mode: 'state' | 'govern';
  readonly rule: string;
  /** For a substation with one main transformer, which has no N-1 of its own. */
  readonly singleTransformerRule: string;
}

/**
 * The capacity part of a policy pack: how room is counted. One per region and date.
 * Every figure is a share 0…1 unless named otherwise.
 */
export interface CapacityRules {
  /** Usable share of the rating (k), per kind of element. */
  readonly usableShare: Readonly<Record<ElementKind, number>>;
  /** Share of a case's kVA that counts at an element level, per load category; 1 where nothing is said. */
  readonly coincidence: Readonly<Partial<Record<LoadCategory, Partial<Record<ElementKind, number>>>>>;
  /** The season that counts where a request names none. */
  readonly season: SeasonChoice;
  /** Of an element's readings in a season the worst counts of those at most so many months older than the newest. */
  readonly window: { readonly months: number };
  /**
   * How many times a load between one phase and neutral counts at an element, against one spread over three phases; 1
   * where nothing is said.
   */
  readonly singlePhase: Readonly<Partial<Record<ElementKind, number>>>;
  /** A peak older than this lowers the grade. */
  readonly maxDataAgeDays: number;
  /** Grade of a figure by where it comes from; a stale figure is one grade worse. */
  readonly grades: Readonly<Record<Quality | 'unknown', Grade>>;
  /** Rule id named in the ledger. */
  readonly rule: string;
  readonly nMinusOne: NMinusOneRules;
}

/** What a case of `ckva` counts at an element, rounded up: promised room is never rounded away. */
export function weighedCkva(
  rules: CapacityRules,
  category: LoadCategory | null,
  kind: ElementKind,
  ckva: Ckva,
): Ckva {
  const share = (category === null ? undefined : rules.coincidence[category]?.[kind]) ?? 1;
  return share === 1 ? ckva : Math.ceil(ckva * share - 1e-9);
}

/** What a new load is, when its room is looked for; `null` category = unknown. */
export interface AskedLoad {
  readonly category: LoadCategory | null;
  readonly ckva: Ckva;
  /** Between one phase and neutral; absent = over three phases. */
  readonly singlePhase?: boolean;
}

/** What a new load takes of an element's room: coincidence, and its weight on the phase it hangs on. Rounded up. */
export function takenCkva(rules: CapacityRules, load: AskedLoad, kind: ElementKind): Ckva {
  const times = load.singlePhase === true ? (rules.singlePhase[kind] ?? 1) : 1;
  return weighedCkva(
    rules,
    load.category,
    kind,
    times === 1 ? load.ckva : Math.ceil(load.ckva * times - 1e-9),
  );
}
