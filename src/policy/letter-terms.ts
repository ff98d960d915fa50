import { z } from 'zod';
import { day } from './words.ts';

const sourced = { source: z.string().min(1), confidence: z.enum(['high', 'medium', 'low']) };
const bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const phone = z.string().regex(/^[0-9][0-9 -]{2,19}$/, 'a telephone number');

const HOTLINES = ['supply-service', 'energy-regulator', 'supervision'] as const;

const letterTermsSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: z.number().int().positive(),
  /** Whom to call; a number that is not known is null. */
  hotlines: z.array(z.strictObject({ kind: z.enum(HOTLINES), number: phone.nullable(), ...sourced })),
  /** To whom an objection goes, in order. */
  objection: z.array(z.strictObject({ to: z.enum(['issuing-office', ...HOTLINES]), ...sourced })),
  /** Standard that the efficiency of customers' transformers must meet, from the day on. */
  efficiency: z.array(z.strictObject({ standard: z.string().min(1), validFrom: day, ...sourced })),
  /** What a supply at a rated low voltage is called: its nominal voltage, V. */
  lowVoltages: z.array(
    z.strictObject({
      ratedKv: z.number().positive().max(1),
      nominalVolts: z.number().int().positive(),
      ...sourced,
    }),
  ),
  /** Who issues the letters of a region. */
  offices: z.array(
    z.strictObject({
      region: z.string().min(1),
      name: bilingual,
      address: bilingual.nullable(),
      phone: phone.nullable(),
      ...sourced,
    }),
  ),
});

export type LetterTermsFile = z.infer<typeof letterTermsSchema>;

/** What a letter says beside the plan, for one region and day. */
export interface LetterTerms {
  readonly office: LetterTermsFile['offices'][number] | null;
  readonly hotlines: LetterTermsFile['hotlines'];
  readonly objection: LetterTermsFile['objection'];
  readonly lowVoltages: LetterTermsFile['lowVoltages'];
  /** Standard in force on the day; null = none is known. */
  readonly efficiencyStandard: string | null;
}

/**
 * The terms of letters from the text of their file.
 *
 * @throws Error naming the file, and the place and reason of every error in it.
 */
export function parseLetterTerms(file: string, text: string): LetterTermsFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Error(`letter terms ${file} are not JSON: ${String(cause)}`, { cause });
  }
  const parsed = letterTermsSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => `  /${issue.path.join('/')}: ${issue.message}`);
  throw new Error(`letter terms ${file} are not valid:\n${places.join('\n')}`);
}

/** The terms that hold in a region on a day (`2026-11-28`). */
export function letterTermsOf(file: LetterTermsFile, region: string, on: string): LetterTerms {
  const inForce = file.efficiency
    .filter(({ validFrom }) => validFrom <= on)
    .sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1));
  return {
    office: file.offices.find((one) => one.region === region) ?? null,
    hotlines: file.hotlines,
    objection: file.objection,
    lowVoltages: file.lowVoltages,
    efficiencyStandard: inForce[0]?.standard ?? null,
  };
}
