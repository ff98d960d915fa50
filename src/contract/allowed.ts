/** The parts of a JSON Schema that bounds are read from. */
export interface JsonSchema {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  /** One value that it lets through. */
  readonly example?: unknown;
  readonly enum?: readonly (string | number)[];
  readonly const?: string | number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
}

/** What a schema lets through: values, names, or a range in words; `null` when nothing can be said. */
export function allowed(schema: JsonSchema | undefined): readonly (string | number)[] | string | null {
  if (schema?.enum !== undefined) return schema.enum;
  if (schema?.const !== undefined) return [schema.const];
  if (schema?.anyOf !== undefined) return ofOptions(schema.anyOf);
  return (IN_WORDS[schema?.type ?? ''] ?? (() => null))(schema ?? {});
}

/** A single option besides `null` speaks for all: "or null" is no news to who sent something else. */
function ofOptions(options: readonly JsonSchema[]): readonly (string | number)[] | string | null {
  const [first, ...others] = options.filter(({ type }) => type !== 'null').map(allowed);
  return others.length === 0 ? (first ?? null) : [first, ...others].flatMap((option) => option ?? []);
}

const number = (schema: JsonSchema): string => inWords(schema.type ?? '', schema.minimum, schema.maximum);

const IN_WORDS: Readonly<Record<string, (schema: JsonSchema) => readonly string[] | string>> = {
  number,
  integer: number,
  boolean: () => 'true or false',
  string: ({ format, pattern, example, minLength, maxLength }) =>
    // Nobody reads a pattern who can read an example.
    format ??
    (typeof example === 'string' ? `like ${example}` : pattern) ??
    inWords('characters:', minLength, maxLength),
  array: ({ prefixItems, minItems, maxItems }) =>
    inWords('items:', prefixItems?.length ?? minItems, prefixItems?.length ?? maxItems),
  object: ({ properties }) => Object.keys(properties ?? {}),
};

function inWords(what: string, from: number | undefined, to: number | undefined): string {
  if (from === undefined && to === undefined) return what;
  return `${what} ${from === to ? String(from) : `${from ?? ''}…${to ?? ''}`}`;
}
