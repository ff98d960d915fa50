import { z } from 'zod';

/**
 * An enumeration whose every value has a sentence; the sentences reach the OpenAPI document as its description.
 *
 * @param about   What the field says, one sentence.
 * @param meaning One sentence per allowed value, in the order they are shown.
 */
export function words<const T extends Readonly<Record<string, string>>>(about: string, meaning: T) {
  const values = Object.keys(meaning) as (keyof T & string)[];
  return z.enum(values).meta({ description: describe(about, meaning) });
}

/** The same for values that are numbers. */
export function numberWords<const T extends Readonly<Record<number, string>>>(about: string, meaning: T) {
  const values = Object.keys(meaning).map(Number) as (keyof T & number)[];
  return z.literal(values).meta({ description: describe(about, meaning) });
}

/** The same for a list that grows with the rules: any text may come, these are the ones there are now. */
export function openWords(about: string, meaning: Readonly<Record<string, string>>) {
  return z.string().meta({ description: describe(about, meaning) });
}

function describe(about: string, meaning: Readonly<Record<string, string>>): string {
  const lines = Object.entries(meaning).map(([value, sentence]) => `- \`${value}\`: ${sentence}`);
  return `${about}\n\n${lines.join('\n')}`;
}
