import { z } from 'zod';
import type { ElectricalRules } from '../model/electrical-rules.ts';

const sourced = { source: z.string().min(1), confidence: z.enum(['high', 'medium', 'low']) };
const positive = z.number().positive();
const factors = z.array(z.strictObject({ upToKv: positive, factor: positive })).min(1);

const electricalSchema = z.strictObject({
  voltageFactors: z.strictObject({ greatest: factors, least: factors, ...sourced }),
  sourceROverX: z.strictObject({ value: positive, ...sourced }),
  busbarVoltagePu: z.strictObject({ value: positive, ...sourced }),
  loadPowerFactor: z.strictObject({ value: positive.max(1), ...sourced }),
  distributionTransformer: z.strictObject({
    ukPercent: positive,
    pkPercent: positive,
    p0Percent: positive,
    i0Percent: positive,
    lvKv: positive,
    ...sourced,
  }),
  motorStart: z.strictObject({
    efficiency: positive.max(1),
    powerFactor: positive.max(1),
    startMultiple: positive,
    startPowerFactor: positive.max(1),
    ...sourced,
  }),
  voltageBands: z.strictObject({
    bands: z.array(
      z.strictObject({
        fromKv: positive,
        toKv: positive,
        nominalKv: positive,
        low: positive,
        high: positive,
      }),
    ),
    ...sourced,
  }),
  typicalTransformers: z.strictObject({
    sizes: z
      .array(z.strictObject({ ratedKva: positive, ukPercent: positive, pkKw: positive, p0Kw: positive }))
      .min(1)
      .refine(
        (sizes) => sizes.every(({ ratedKva }, i) => i === 0 || ratedKva > (sizes[i - 1]?.ratedKva ?? 0)),
        { message: 'sizes must ascend' },
      ),
    lvKv: positive,
    ...sourced,
  }),
  singlePhase: z.strictObject({
    nominalKv: positive,
    low: positive,
    high: positive,
    factors: z.strictObject({ line: positive.min(1), transformer: positive.min(1) }),
    unbalancePu: z.number().nonnegative(),
    ...sourced,
  }),
});

/**
 * Electrical rules from the text of their file.
 *
 * @throws Error naming the file, and the place and reason of every error in it.
 */
export function parseElectricalRules(file: string, text: string): ElectricalRules {
  const parsed = electricalSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => `  /${issue.path.join('/')}: ${issue.message}`);
  throw new Error(`electrical rules ${file} are not valid:\n${places.join('\n')}`);
}
