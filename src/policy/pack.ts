import { z } from 'zod';
import type { CapacityRules } from '../model/capacity-rules.ts';
import { accessPart } from './access-part.ts';
import { answerPart } from './answer-part.ts';
import { approvalsPart } from './approvals-part.ts';
import { areasPart } from './areas-part.ts';
import { capacityPart } from './capacity-part.ts';
import { disclosurePart } from './disclosure-part.ts';
import { feesPart } from './fees-part.ts';
import { meteringPart } from './metering-part.ts';
import { payersPart } from './payers-part.ts';
import { replyPart } from './reply-part.ts';
import { reportsPart } from './reports-part.ts';
import { routePart } from './route-part.ts';
import { searchPart } from './search-part.ts';
import { structurePart } from './structure-part.ts';
import { temporaryPart } from './temporary-part.ts';
import { timePart } from './time-part.ts';
import { voltagePart } from './voltage-part.ts';
import { day, rule } from './words.ts';
import { worksPart } from './works-part.ts';

const packId = z.string().regex(/^[a-z][a-z0-9-]*$/);

/** A rule's standing; it holds as long as its pack, and where it has dates of its own its condition says so (`asOf`). */
const ruleEntry = z.strictObject({
  strength: z.enum(['must', 'in-principle', 'may']),
  /** Document number and clause, never its text. */
  clause: z.string().min(1),
  confidence: z.enum(['high', 'medium', 'low']),
});

const parts = {
  capacity: capacityPart,
  voltage: voltagePart,
  access: accessPart,
  structure: structurePart,
  search: searchPart,
  route: routePart,
  plans: z.strictObject({ rule, min: z.number().int().min(1).max(10) }),
  temporary: temporaryPart,
  metering: meteringPart,
  answer: answerPart,
  reply: replyPart,
  payers: payersPart,
  fees: feesPart,
  time: timePart,
  approvals: approvalsPart,
  works: worksPart,
  disclosure: disclosurePart,
  reports: reportsPart,
  areas: areasPart,
};

/** A policy pack: one company's rules as data, one part per subject. */
const packSchema = z
  .strictObject({
    id: packId,
    version: z.number().int().positive(),
    /** Pack that speaks where this one is silent: field by field of each part, under its own rule ids. */
    extends: packId.nullable().default(null),
    name: z.strictObject({ zh: z.string(), en: z.string() }),
    status: z.enum(['in-force', 'needs-confirmation', 'expired']),
    validFrom: day,
    validTo: day.nullable(),
    rules: z.record(rule, ruleEntry),
    ...parts,
  })
  .superRefine((pack, context) => {
    for (const [path, id] of rulesNamed(pack, [])) {
      if (!(id in pack.rules))
        context.addIssue({ code: 'custom', path, message: `rule ${id} is not listed under rules` });
    }
  });

export type Pack = z.infer<typeof packSchema>;

/** Every place of a pack that names a rule. */
function rulesNamed(value: unknown, path: readonly (string | number)[]): [(string | number)[], string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): [(string | number)[], string][] => {
    if (path.length === 0 && key === 'rules') return [];
    const at = [...path, key];
    if ((key === 'rule' || key.endsWith('Rule')) && typeof inner === 'string') return [[at, inner]];
    return rulesNamed(inner, at);
  });
}

/** The capacity part of a pack in the words of the ledger. */
export const capacityRules = (pack: Pack): CapacityRules => pack.capacity;

/** A pack file as it was read. */
export interface PackFile {
  readonly file: string;
  readonly text: string;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function toJson({ file, text }: PackFile): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`policy pack ${file} is not JSON: ${String(cause)}`, { cause });
  }
}

function check(file: string, json: unknown): Pack {
  const parsed = packSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => `  /${issue.path.join('/')}: ${issue.message}`);
  throw new Error(`policy pack ${file} is not valid:\n${places.join('\n')}`);
}

/** What a pack says itself, over what its base says; a field that is given replaces the base's whole. */
function over(base: Pack, own: Record<string, unknown>): Record<string, unknown> {
  const merged = ['rules', ...Object.keys(parts)].map((key) => {
    const below = base[key as keyof Pack];
    const above = own[key];
    return [
      key,
      above === undefined ? below : isObject(above) && isObject(below) ? { ...below, ...above } : above,
    ];
  });
  return { ...own, ...(Object.fromEntries(merged) as Record<string, unknown>) };
}

/**
 * Packs from the text of their files, each over the one it extends. A pack that is extended extends none itself.
 *
 * @throws Error naming the file, and the place and reason of every error in it.
 */
export function parsePacks(files: readonly PackFile[]): Pack[] {
  const read = files.map((one) => ({ file: one.file, json: toJson(one) }));
  const baseOf = (json: unknown): unknown => (isObject(json) ? (json['extends'] ?? null) : null);
  const bases = read.filter(({ json }) => baseOf(json) === null).map(({ file, json }) => check(file, json));
  const others = read
    .filter(({ json }) => baseOf(json) !== null)
    .map(({ file, json }) => {
      const named = baseOf(json);
      const base = bases.find(({ id }) => id === named);
      if (base === undefined) {
        const allowed = bases.map(({ id }) => id).join(', ');
        throw new Error(
          `policy pack ${file} is not valid:\n  /extends: received ${JSON.stringify(named)}, allowed: ${allowed}`,
        );
      }
      return check(file, isObject(json) ? over(base, json) : json);
    });
  const packs = [...bases, ...others].sort((a, b) => (a.id < b.id ? -1 : 1));
  const twice = packs.find(({ id }, i) => packs[i - 1]?.id === id);
  if (twice !== undefined) throw new Error(`two policy packs have the id ${twice.id}`);
  return packs;
}
