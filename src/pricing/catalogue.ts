import { z } from 'zod';
import { SURFACES } from '../model/land-words.ts';
import { catalogueItem } from './catalogue-item.ts';

/** A price catalogue: unit prices with a band, each with its source. */
const catalogueSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    version: z.number().int().positive(),
    name: z.strictObject({ zh: z.string(), en: z.string() }),
    priceLevel: z.string(),
    validFrom: z.iso.date(),
    /** How many equal lines side by side one supply may take; beyond, another way of supply is due. */
    parallelLines: z.strictObject({
      max: z.number().int().positive(),
      source: z.string().min(1),
      confidence: z.enum(['high', 'medium', 'low']),
    }),
    items: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), catalogueItem),
  })
  .superRefine(({ items }, context) => {
    for (const message of ambiguities(items)) context.addIssue({ code: 'custom', path: ['items'], message });
  });

type Items = Readonly<Record<string, z.infer<typeof catalogueItem>>>;

/** Every surface has one kind of ground work, and nothing is crossed in two ways at once. */
function ambiguities(items: Items): string[] {
  const count = (found: readonly string[]): Map<string, number> => {
    const times = new Map<string, number>();
    for (const one of found) times.set(one, (times.get(one) ?? 0) + 1);
    return times;
  };
  const all = Object.values(items);
  const grounds = count(all.flatMap((item) => item.surfaces ?? []));
  const crossings = count(
    all.flatMap(({ crosses, layings }) =>
      (crosses ?? []).flatMap((crossed) => (layings ?? []).map((laying) => `${crossed} by ${laying}`)),
    ),
  );
  return [
    ...SURFACES.filter((surface) => grounds.get(surface) !== 1).map(
      (surface) => `the surface ${surface} needs one item, found ${grounds.get(surface) ?? 0}`,
    ),
    ...[...crossings].filter(([, times]) => times > 1).map(([what]) => `two items cross ${what}`),
  ];
}

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
