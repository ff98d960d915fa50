import { z } from 'zod';
import type { JsonSchema } from './allowed.ts';
import { Refusal } from './refusal.ts';
import { toIssues } from './to-issues.ts';
import { unkeptTexts } from './unkept-text.ts';

const DECIMAL = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** The same, once it is known that the record could keep it. */
function kept<T>(data: T, pointer: string): T {
  const issues = unkeptTexts(data, pointer);
  if (issues.length > 0) throw new Refusal('invalid-request', issues);
  return data;
}

/**
 * A request's body as its schema describes it, defaults filled in.
 *
 * @throws Refusal `invalid-request` with every fault at once.
 */
export function parseBody<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return kept(parsed.data, '');
  const within = {
    schema: jsonSchemaOf(schema),
    value: body,
    pointer: '',
    unknown: 'unknown-field',
  } as const;
  throw new Refusal('invalid-request', toIssues(parsed.error.issues, within));
}

/**
 * Parameters of a query. They arrive as text: numbers are read as decimals, `true` and `false` as such, lists are split at
 * commas.
 *
 * @throws Refusal `unknown-parameter` or `invalid-request`, with every fault at once.
 */
export function parseQuery<T extends z.ZodObject>(
  schema: T,
  query: Readonly<Record<string, unknown>>,
): z.output<T> {
  const described = jsonSchemaOf(schema);
  const value = Object.fromEntries(
    Object.entries(query).map(([name, text]) => [name, fromText(text, described.properties?.[name])]),
  );
  const parsed = schema.safeParse(value);
  if (parsed.success) return kept(parsed.data, '/query');
  const within = { schema: described, value, pointer: '/query', unknown: 'unknown-parameter' } as const;
  const issues = toIssues(parsed.error.issues, within);
  const isUnknown = issues.some(({ code }) => code === 'unknown-parameter');
  throw new Refusal(isUnknown ? 'unknown-parameter' : 'invalid-request', issues);
}

/** Parameters of a path. */
export function parsePath<T extends z.ZodObject>(
  schema: T,
  path: Readonly<Record<string, unknown>>,
): z.output<T> {
  const parsed = schema.safeParse(path);
  if (parsed.success) return kept(parsed.data, '/path');
  const within = {
    schema: jsonSchemaOf(schema),
    value: path,
    pointer: '/path',
    unknown: 'unknown-field',
  } as const;
  throw new Refusal('invalid-request', toIssues(parsed.error.issues, within));
}

/**
 * Two parts of a request, so that the faults of both are told at once.
 *
 * @throws Refusal with the faults of the first, then of the second; `unknown-parameter` when one of them is that.
 */
export function parseBoth<A, B>(first: () => A, second: () => B): [A, B] {
  const [a, b] = [attempt(first), attempt(second)];
  if (!(a instanceof Refusal) && !(b instanceof Refusal)) return [a, b];
  const refusals = [a, b].filter((part) => part instanceof Refusal);
  const isUnknown = refusals.some(({ code }) => code === 'unknown-parameter');
  throw new Refusal(
    isUnknown ? 'unknown-parameter' : 'invalid-request',
    refusals.flatMap(({ issues }) => issues),
  );
}

function attempt<T>(parse: () => T): T | Refusal {
  try {
    return parse();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function fromText(text: unknown, schema: JsonSchema | undefined): unknown {
  if (typeof text !== 'string' || schema === undefined) return text;
  if (schema.type === 'array') return text.split(',').map((part) => fromText(part, schema.items));
  if (schema.type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  const isNumber = schema.type === 'number' || schema.type === 'integer';
  return isNumber && DECIMAL.test(text) ? Number(text) : text;
}

const described = new WeakMap<z.ZodType, JsonSchema>();

/** Kept per schema: queries need it each time. Schemas of requests carry no `id`, so nothing of them is a `$ref`. */
function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const known = described.get(schema);
  if (known !== undefined) return known;
  const made = z.toJSONSchema(schema, { io: 'input', reused: 'inline' }) as JsonSchema;
  described.set(schema, made);
  return made;
}
