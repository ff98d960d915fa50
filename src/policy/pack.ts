import { z } from 'zod';
import type { CapacityRules } from '../model/capacity-rules.ts';
import { AREA_TYPES } from '../model/demand.ts';
import { LOAD_CATEGORIES } from '../model/record.ts';
import { capacityPart } from './capacity-part.ts';
import { constrainedPart, temporaryPart } from './constrained-part.ts';
import { day, rule, share } from './words.ts';

const ruleEntry = z.strictObject({
  strength: z.enum(['must', 'in-principle', 'may']),
  /** Document number and clause, never its text. */
  clause: z.string().min(1),
  confidence: z.enum(['high', 'medium', 'low']),
});

const voltage = z.strictObject({
  /** Voltages of the three classes, kV, where no source tells its own. */
  nominalKv: z.strictObject({
    low: z.number().positive(),
    medium: z.number().positive(),
    high: z.number().positive(),
    rule,
  }),
  powerFactor: z.strictObject({ value: share.positive(), rule }),
  /** Demand over equipment capacity. */
  demandFactor: z.strictObject({ value: share.positive(), rule }),
  /** First entry that fits the customer decides; `null` = any. The ceiling is maxKw · (1 + tolerance). */
  lowVoltage: z.array(
    z.strictObject({
      rule,
      maxKw: z.number().positive(),
      tolerance: share,
      categories: z.array(z.enum(LOAD_CATEGORIES)).nullable(),
      areaTypes: z.array(z.enum(AREA_TYPES)).nullable(),
    }),
  ),
  singlePhase: z.strictObject({ rule, maxKw: z.number().positive() }),
  mediumVoltage: z.strictObject({ rule, maxKva: z.number().positive() }),
});

const step = z.strictObject({
  name: z.string().min(1),
  days: z.number().positive(),
  dayKind: z.enum(['working', 'calendar']),
});

/** A policy pack: one company's rules as data. */
export const packSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    version: z.number().int().positive(),
    name: z.strictObject({ zh: z.string(), en: z.string() }),
    status: z.enum(['in-force', 'needs-confirmation', 'expired']),
    validFrom: day,
    validTo: day.nullable(),
    rules: z.record(rule, ruleEntry),
    capacity: capacityPart,
    voltage,
    search: z.strictObject({
      lvReach: z.strictObject({ rule, maxRouteM: z.number().positive() }),
      minSpareBays: z.number().int().positive(),
      dedicatedFeeder: z.strictObject({
        rule,
        minKva: z.number().positive(),
        radiusM: z.number().positive().max(20_000),
      }),
      radiusRule: rule,
    }),
    route: z.strictObject({
      rule,
      detourFactor: z.number().min(1).max(3),
      overheadIn: z.array(z.enum(AREA_TYPES)),
      layingWhereUnknown: z.enum(['overhead', 'cable']),
    }),
    plans: z.strictObject({ rule, min: z.number().int().min(1).max(10) }),
    constrained: constrainedPart,
    temporary: temporaryPart,
    metering: z.strictObject({ rule, lvMeteringBelowKva: z.number().positive() }),
    time: z.strictObject({
      rule,
      steps: z.strictObject({ lv: z.array(step).min(1), 'hv-single': z.array(step).min(1) }),
    }),
  })
  .superRefine((pack, context) => {
    for (const [path, id] of rulesNamed(pack, [])) {
      if (!(id in pack.rules))
        context.addIssue({ code: 'custom', path, message: `rule ${id} is not listed under rules` });
    }
  });

export type Pack = z.infer<typeof packSchema>;

/** Every place of a pack that names a rule. */
function rulesNamed(value: unknown, path: readonly (string | number)[]): [(string | number)[], string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): [(string | number)[], string][] => {
    if (path.length === 0 && key === 'rules') return [];
    const at = [...path, key];
    if ((key === 'rule' || key.endsWith('Rule')) && typeof inner === 'string') return [[at, inner]];
    return rulesNamed(inner, at);
  });
}

/** The capacity part of a pack in the words of the ledger. */
export const capacityRules = (pack: Pack): CapacityRules => pack.capacity;

/**
 * A pack from the text of its file.
 *
 * @throws Error naming the file, and the place and reason of every error in it.
 */
export function parsePack(file: string, text: string): Pack {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Error(`policy pack ${file} is not JSON: ${String(cause)}`, { cause });
  }
  const parsed = packSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => `  /${issue.path.join('/')}: ${issue.message}`);
  throw new Error(`policy pack ${file} is not valid:\n${places.join('\n')}`);
}
