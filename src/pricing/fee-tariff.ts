import { z } from 'zod';

const sourced = { source: z.string().min(1), confidence: z.enum(['high', 'medium', 'low']) };

/** A tariff of fees as a price authority has set it: one file per province. */
const feeTariffSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: z.number().int().positive(),
  name: z.strictObject({ zh: z.string(), en: z.string() }),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
  highReliability: z.strictObject({
    /** Rate of an underground cable over that of an overhead line. */
    cableFactor: z.strictObject({ value: z.number().min(1), ...sourced }),
    /** Yuan per kVA of an overhead circuit, by voltage and by who built it. */
    rates: z
      .array(
        z.strictObject({
          kv: z.number().positive(),
          customerBuilt: z.boolean(),
          yuanPerKva: z.number().nonnegative(),
          ...sourced,
        }),
      )
      .min(1),
  }),
});

export type FeeTariff = z.infer<typeof feeTariffSchema>;

/**
 * A fee tariff from the text of its file.
 *
 * @throws Error naming the file, and the place and reason of every error in it.
 */
export function parseFeeTariff(file: string, text: string): FeeTariff {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Error(`fee tariff ${file} is not JSON: ${String(cause)}`, { cause });
  }
  const parsed = feeTariffSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => `  /${issue.path.join('/')}: ${issue.message}`);
  throw new Error(`fee tariff ${file} is not valid:\n${places.join('\n')}`);
}
