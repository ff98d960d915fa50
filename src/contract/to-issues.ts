import type { z } from 'zod';
import { allowed, type JsonSchema } from './allowed.ts';
import { exchangedField } from './exchanged.ts';
import { ISSUE_CODES, type IssueCode } from './issue-codes.ts';
import { nearest } from './nearest.ts';
import type { Issue } from './refusal.ts';
import { cut, shown } from './shown.ts';

type Path = readonly PropertyKey[];

interface Within {
  /** Schema of the value the paths start at. */
  readonly schema: JsonSchema | undefined;
  /** The value itself. */
  readonly value: unknown;
  /** Pointer of the value. */
  readonly pointer: string;
  readonly unknown: 'unknown-field' | 'unknown-parameter';
}

/** Faults found by zod, each with its pointer, what came and what is allowed; in the order zod found them. */
export function toIssues(found: readonly z.core.$ZodIssue[], within: Within): Issue[] {
  return found.flatMap((issue) => {
    const at = descend(within, issue.path);
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownName(key, at));
    if (issue.code === 'invalid_union') return ofClosestOption(issue, at);
    const meant = exchangedField(issue.path, descend(within, issue.path.slice(0, -1)).value);
    const hint = meant === null ? {} : { didYouMean: meant };
    return [{ ...detailOf(issue, at), pointer: at.pointer, received: shown(at.value), ...hint }];
  });
}

function unknownName(key: string, { schema, value, pointer, unknown }: Within): Issue {
  const names = Object.keys(formWithout(key, schema, value)?.properties ?? {});
  const meant = nearest(key, names);
  return {
    pointer: `${pointer}/${escaped(key)}`,
    code: unknown,
    received: shown(memberOf(value, key)),
    allowed: names,
    ...(meant === null ? {} : { didYouMean: meant }),
  };
}

/** Of several forms the one in which the name was found unknown: that of which nothing else is missing. */
function formWithout(key: string, schema: JsonSchema | undefined, value: unknown): JsonSchema | undefined {
  if (schema?.anyOf === undefined) return schema;
  const forms = schema.anyOf.filter(({ properties }) => properties && !Object.hasOwn(properties, key));
  const isWhole = ({ required = [] }: JsonSchema): boolean =>
    required.every((name) => memberOf(value, name) !== undefined);
  return forms.find(isWhole) ?? forms[0];
}

/** A value that fits none of several forms is measured against the one it shares most names with. */
function ofClosestOption(issue: z.core.$ZodIssueInvalidUnion, at: Within): Issue[] {
  const strange = (option: readonly z.core.$ZodIssue[]): number =>
    option.reduce((sum, of) => sum + (of.code === 'unrecognized_keys' ? of.keys.length : 0), 0);
  const counts = issue.errors.map(strange);
  const best = counts.indexOf(Math.min(...counts));
  return toIssues(issue.errors[best] ?? [], { ...at, schema: at.schema?.anyOf?.[best] });
}

function detailOf(issue: z.core.$ZodIssue, { schema, value }: Within): Pick<Issue, 'code' | 'allowed'> {
  if (issue.code === 'custom') return ownDetail(issue.params);
  if (value === undefined) return { code: 'missing', allowed: allowed(schema) };
  return { code: codeOf(issue), allowed: allowed(schema) };
}

function ownDetail(params: Readonly<Record<string, unknown>> | undefined): Pick<Issue, 'code' | 'allowed'> {
  const code = params?.['code'];
  const may = params?.['allowed'];
  return {
    code: isIssueCode(code) ? code : 'wrong-format',
    allowed: typeof may === 'string' ? may : Array.isArray(may) ? may.map(String) : null,
  };
}

const isIssueCode = (code: unknown): code is IssueCode => typeof code === 'string' && code in ISSUE_CODES;

function codeOf(issue: z.core.$ZodIssue): IssueCode {
  if (issue.code === 'invalid_value') return 'not-one-of';
  if (issue.code === 'invalid_format') return 'wrong-format';
  if (issue.code === 'too_small') return isFigure(issue.origin) ? 'out-of-range' : 'too-short';
  if (issue.code === 'too_big') return isFigure(issue.origin) ? 'out-of-range' : 'too-long';
  return 'wrong-type';
}

const isFigure = (origin: string): boolean => origin === 'number' || origin === 'int';

function descend(from: Within, path: Path): Within {
  return path.reduce<Within>(
    (at, key) => ({
      ...at,
      schema: partOf(at.schema, key),
      value: memberOf(at.value, key),
      pointer: `${at.pointer}/${escaped(String(key))}`,
    }),
    from,
  );
}

function partOf(schema: JsonSchema | undefined, key: PropertyKey): JsonSchema | undefined {
  if (schema === undefined) return undefined;
  if (typeof key === 'number') return schema.prefixItems?.[key] ?? schema.items ?? inOptions(schema, key);
  return schema.properties?.[String(key)] ?? inOptions(schema, key);
}

function inOptions(schema: JsonSchema, key: PropertyKey): JsonSchema | undefined {
  return schema.anyOf?.map((option) => partOf(option, key)).find((part) => part !== undefined);
}

function memberOf(value: unknown, key: PropertyKey): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<PropertyKey, unknown>>)[key];
}

/** RFC 6901 §3. */
const escaped = (token: string): string => cut(token).replaceAll('~', '~0').replaceAll('/', '~1');
