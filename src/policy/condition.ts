import { z } from 'zod';
import { AREA_TYPES, IMPORTANCES, TARIFFS } from '../model/demand.ts';
import { LOAD_CATEGORIES } from '../model/record.ts';
import { type FactName, type Facts, WORK_PARTS, METERING_MODES } from './facts.ts';
import { SOURCE_STRUCTURES, VOLTAGE_CLASSES } from './facts.ts';
import { day, rule } from './words.ts';

const oneOf = <const T extends readonly string[]>(values: T) => z.array(z.enum(values)).min(1);
const within = <T extends z.ZodType>(bound: T) =>
  z
    .strictObject({ from: bound, over: bound, upTo: bound, below: bound })
    .partial()
    .refine((range) => Object.keys(range).length > 0, { message: 'a range needs a bound' });
const amount = within(z.number());
const days = within(day);

const tests = z
  .strictObject({
    voltage: oneOf(VOLTAGE_CLASSES),
    category: oneOf(LOAD_CATEGORIES),
    areaType: oneOf(AREA_TYPES),
    tariff: oneOf(TARIFFS),
    temporary: z.boolean(),
    inProvincialPark: z.boolean(),
    inUrbanPlan: z.boolean(),
    inIncrementalArea: z.boolean(),
    landAcquiredOn: days,
    evCharging: z.boolean(),
    substitutionShare: amount,
    loadClass: z.array(z.literal([1, 2, 3])).min(1),
    importance: oneOf(IMPORTANCES),
    structure: oneOf(SOURCE_STRUCTURES),
    increase: z.boolean(),
    pushedLead: z.boolean(),
    capacityKva: amount,
    equipmentKw: amount,
    directAccess: z.boolean(),
    metering: oneOf(METERING_MODES),
    gridWorks: z.boolean(),
    customerBuilds: z.boolean(),
    lengthM: amount,
    roadExcavationM: amount,
    inLetChannel: z.boolean(),
    meterVerifications: amount,
    utilityAtFault: z.boolean(),
    part: oneOf(WORK_PARTS),
    asOf: days,
  } satisfies Record<FactName, z.ZodType>)
  .partial();

/**
 * When a rule holds: every test named must pass, and `not`, if given, must not hold as a whole. A list names the values
 * that pass; a range has `from` (≥), `over` (>), `upTo` (≤), `below` (<). An empty condition always holds.
 */
export const condition = tests.extend({ not: tests.optional() });
export type Condition = z.infer<typeof condition>;

/** What every rule of a list carries: its id and when it holds. */
export const ruled = { rule, when: condition };

/** Holds, does not, or hangs on these facts. */
type Verdict = boolean | readonly FactName[];

type Test =
  readonly (string | number)[] | boolean | Partial<Record<'from' | 'over' | 'upTo' | 'below', unknown>>;

function passes(test: Test, value: string | number | boolean): boolean {
  if (typeof test === 'boolean') return value === test;
  if (Array.isArray(test)) return (test as unknown[]).includes(value);
  const { from, over, upTo, below } = test as Record<string, string | number | undefined>;
  return (
    (from === undefined || value >= from) &&
    (over === undefined || value > over) &&
    (upTo === undefined || value <= upTo) &&
    (below === undefined || value < below)
  );
}

/** All tests together, in Kleene's logic: one that fails decides, else what is unknown keeps it open. */
function all(named: Readonly<Record<string, Test>>, facts: Facts): Verdict {
  const open: FactName[] = [];
  for (const [name, test] of Object.entries(named) as [FactName, Test][]) {
    const value = facts[name];
    if (value === null) open.push(name);
    else if (!passes(test, value)) return false;
  }
  return open.length === 0 ? true : open;
}

/** Whether a condition holds for the facts there are. Learning a fact never turns a decided verdict. */
export function holds({ not, ...named }: Condition, facts: Facts): Verdict {
  const plain = all(named as Record<string, Test>, facts);
  if (not === undefined || plain === false) return plain;
  const negated = all(not as Record<string, Test>, facts);
  if (negated === true) return false;
  const open = [plain, negated].flatMap((verdict) => (typeof verdict === 'boolean' ? [] : verdict));
  return open.length === 0 ? true : open;
}

/** What an ordered list of rules comes to. */
export interface Found<T> {
  /** First rule that certainly holds; `undefined` = none does. */
  readonly entry: T | undefined;
  /** Rules before it that would hold if a fact were known, each with those facts. */
  readonly open: readonly { readonly entry: T; readonly missing: readonly FactName[] }[];
}

/** The first rule of an ordered list that certainly holds, and those before it that hang on an unknown fact. */
export function firstThatHolds<T extends { readonly when: Condition }>(
  entries: readonly T[],
  facts: Facts,
): Found<T> {
  const open: { entry: T; missing: readonly FactName[] }[] = [];
  for (const entry of entries) {
    const verdict = holds(entry.when, facts);
    if (verdict === true) return { entry, open };
    if (verdict !== false) open.push({ entry, missing: verdict });
  }
  return { entry: undefined, open };
}
