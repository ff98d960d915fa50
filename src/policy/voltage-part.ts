import { z } from 'zod';
import type { Because } from '../model/plan.ts';
import { firstThatHolds, ruled } from './condition.ts';
import type { Facts } from './facts.ts';
import { rule, share } from './words.ts';

const kv = z.number().positive();

/** The voltage part of a pack: which capacity is supplied at which voltage. */
export const voltagePart = z.strictObject({
  /** Voltages of the three classes, kV, where no source tells its own. */
  nominalKv: z.strictObject({ low: kv, medium: kv, high: kv, rule }),
  /** Medium voltages there are: whether 20 kV exists is a fact of the region. */
  mediumLevels: z.strictObject({ rule, kv: z.array(kv).min(1) }),
  powerFactor: z.strictObject({ value: share.positive(), rule }),
  /** Demand over equipment capacity. */
  demandFactor: z.strictObject({ value: share.positive(), rule }),
  /** The first that holds decides; none = no low voltage. The ceiling is maxKw · (1 + tolerance), inclusive. */
  lowVoltage: z.array(z.strictObject({ ...ruled, maxKw: z.number().positive(), tolerance: share })),
  /** Drop along a line, % of its voltage, that new lines are sized by; low voltage is also held to it. */
  designDrop: z.strictObject({
    rule,
    lowPercent: z.number().positive().max(15),
    mediumPercent: z.number().positive().max(15),
  }),
  singlePhase: z.strictObject({ rule, maxKw: z.number().positive() }),
  mediumVoltage: z.strictObject({ rule, maxKva: z.number().positive() }),
  /** Whether a customer below the limit may have high voltage, and the paper that asks for it. */
  highOnRequest: z.strictObject({ rule, allowed: z.boolean(), document: z.string().nullable() }),
});
type VoltagePart = z.infer<typeof voltagePart>;

const ceilingOf = ({ maxKw, tolerance }: VoltagePart['lowVoltage'][number]): number =>
  Math.round(maxKw * (1 + tolerance) * 1000) / 1000;

function measured(limit: VoltagePart['lowVoltage'][number], low: boolean, equipmentKw: number): Because {
  const ceilingKw = ceilingOf(limit);
  return low
    ? { key: 'low-voltage-limit', values: { equipmentKw, ceilingKw }, rule: limit.rule }
    : { key: 'above-low-voltage-limit', values: { equipmentKw, ceilingKw }, rule: limit.rule };
}

/**
 * Whether a customer is supplied at low voltage: by the first limit that speaks for it, equipment in kW.
 *
 * Where an unknown fact (such as the kind of area) could turn the answer, it is high voltage, and says so.
 *
 * @param equipmentKw equipment capacity, given or converted.
 */
export function lowVoltage(
  part: VoltagePart,
  facts: Facts,
  equipmentKw: number,
): { low: boolean; because: readonly Because[] } {
  const { entry, open } = firstThatHolds(part.lowVoltage, facts);
  const fits = (limit: VoltagePart['lowVoltage'][number]): boolean => equipmentKw <= ceilingOf(limit);
  const low = entry !== undefined && fits(entry);
  const turning = open.filter((other) => fits(other.entry) !== low);
  const said = entry === undefined ? [] : [measured(entry, low, equipmentKw)];
  const doubts = turning.map(({ entry: other, missing }) => ({
    key: 'voltage-hangs-on-facts',
    values: { facts: missing.join(' '), equipmentKw, ceilingKw: ceilingOf(other) },
    rule: other.rule,
  }));
  return { low: low && turning.length === 0, because: [...said, ...doubts] };
}
