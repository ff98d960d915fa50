import { z } from 'zod';

/** Layers a demand picks a size from; other items are named one by one. */
export const LAYERS = [
  'mv-overhead',
  'mv-cable',
  'lv-overhead',
  'lv-cable',
  'customer-transformer',
  'outlet-bay',
] as const;
export type Layer = (typeof LAYERS)[number];

const item = z
  .strictObject({
    name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
    unit: z.enum(['m', 'each']),
    lowYuan: z.number().nonnegative(),
    likelyYuan: z.number().nonnegative(),
    highYuan: z.number().nonnegative(),
    source: z.string().min(1),
    confidence: z.enum(['high', 'medium', 'low']),
    layer: z.enum(LAYERS).optional(),
    ampacityA: z.number().positive().optional(),
    ratingKva: z.number().positive().optional(),
  })
  .refine((price) => price.lowYuan <= price.likelyYuan && price.likelyYuan <= price.highYuan, {
    message: 'prices must rise from low over likely to high',
  })
  .refine((price) => price.layer === undefined || (price.ampacityA ?? price.ratingKva) !== undefined, {
    message: 'an item of a layer needs its ampacityA or ratingKva',
  });

/** A price catalogue: unit prices with a band, each with its source. */
export const catalogueSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: z.number().int().positive(),
  name: z.strictObject({ zh: z.string(), en: z.string() }),
  priceLevel: z.string(),
  validFrom: z.iso.date(),
  items: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), item),
});

export type Catalogue = z.infer<typeof catalogueSchema>;

/**
 * A catalogue from the text of its file.
 *
 * @throws Error naming the file, and the place and reason of every error in it.
 */
export function parseCatalogue(file: string, text: string): Catalogue {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Error(`price catalogue ${file} is not JSON: ${String(cause)}`, { cause });
  }
  const parsed = catalogueSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => `  /${issue.path.join('/')}: ${issue.message}`);
  throw new Error(`price catalogue ${file} is not valid:\n${places.join('\n')}`);
}
