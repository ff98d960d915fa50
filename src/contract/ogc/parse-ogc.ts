import type { z } from 'zod';
import { parseQuery } from '../parse.ts';
import { Refusal } from '../refusal.ts';

/**
 * Parameters of a query under `/ogc`, where the standard wants 400 for a wrong value, too.
 *
 * @throws Refusal `unknown-parameter` or `invalid-parameter`, with every fault at once.
 */
export function parseOgc<T extends z.ZodObject>(
  schema: T,
  query: Readonly<Record<string, unknown>>,
): z.output<T> {
  try {
    return parseQuery(schema, query);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'invalid-request')
      throw new Refusal('invalid-parameter', error.issues);
    throw error;
  }
}
