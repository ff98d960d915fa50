import { z } from 'zod';
import { type Because, type Payer, PAYERS, type Plan } from '../model/plan.ts';
import { ROLES } from '../model/role.ts';
import { firstThatHolds, ruled } from './condition.ts';
import type { FactName, Facts, Known, WorkPart } from './facts.ts';
import { day, rule } from './words.ts';

/** What marks the boundary of property and investment. */
export const BOUNDARY_KINDS = [
  'building-plot-red-line',
  'user-red-line',
  'planning-red-line',
  'planning-red-line-first-breaker',
  'customer-red-line',
  'meter-box',
  'meter-box-with-outgoing-switch',
  'connection-point',
] as const;

/** The payers part of a pack: where the investment boundary lies and who pays for what. */
export const payersPart = z
  .strictObject({
    /** Whose word counts as verified; anyone else's is a claim, and a claim decides no payer. */
    statements: z.strictObject({ rule, verifiedBy: z.array(z.enum(ROLES)) }),
    /** The first that holds names the boundary. */
    boundary: z.array(z.strictObject({ ...ruled, kind: z.enum(BOUNDARY_KINDS) })),
    /**
     * The first that holds names the payer. `undecided` is a payer too: where the company's rules leave it open, with the
     * reason; `against` names a rule of the same pack that says otherwise.
     */
    payers: z.array(
      z.strictObject({
        ...ruled,
        payer: z.enum(PAYERS),
        reason: z.enum(['rules-contradict', 'phased-by-area', 'case-by-case', 'outside-the-rule']).optional(),
        againstRule: rule.optional(),
      }),
    ),
    /** Days on which two readings of a rule part; a fact of that very day is flagged. */
    doubtfulDays: z.array(z.strictObject({ rule, fact: z.literal('landAcquiredOn'), day })),
  })
  .refine(
    ({ payers }) => payers.every(({ payer, reason }) => (payer === 'undecided') === (reason !== undefined)),
    {
      path: ['payers'],
      message: 'an undecided payer needs its reason, a decided one none',
    },
  );
type PayersPart = z.infer<typeof payersPart>;
type PayerRule = PayersPart['payers'][number];

/** Who pays for a line. */
export interface Paid {
  readonly payer: Payer;
  /** `null` where no rule decides. */
  readonly rule: string | null;
  readonly because: readonly Because[];
}

/** Facts with every claim taken as unknown. */
function trusted({ facts, provenance }: Known): Facts {
  const claimed = Object.entries(provenance).filter(([, how]) => how === 'claimed');
  return { ...facts, ...Object.fromEntries(claimed.map(([name]) => [name, null])) };
}

/** Which facts are missing, those only claimed told apart from those unknown. */
function missing(
  names: readonly FactName[],
  { facts }: Known,
  { parts, rule: ruleId }: { readonly parts: WorkPart; readonly rule: string },
): Paid {
  const once = [...new Set(names)].sort();
  const claimed = once.filter((name) => facts[name] !== null).join(' ');
  const unknown = once.filter((name) => facts[name] === null).join(' ');
  const because: Because[] = [];
  if (unknown !== '')
    because.push({ key: 'payer-needs-facts', values: { parts, facts: unknown }, rule: ruleId });
  if (claimed !== '')
    because.push({ key: 'payer-needs-verification', values: { parts, facts: claimed }, rule: ruleId });
  return { payer: 'undecided', rule: ruleId, because };
}

/** Why the company's own rules leave a payer open. */
function leftOpen({ reason, againstRule, rule: ruleId }: PayerRule, parts: WorkPart): Because | null {
  switch (reason) {
    case 'rules-contradict':
      return {
        key: 'payer-rules-contradict',
        values: { parts, against: againstRule ?? ruleId },
        rule: ruleId,
      };
    case 'phased-by-area':
      return { key: 'payer-phased-by-area', values: { parts }, rule: ruleId };
    case 'case-by-case':
      return { key: 'payer-case-by-case', values: { parts }, rule: ruleId };
    case 'outside-the-rule':
      return { key: 'payer-outside-the-rule', values: { parts }, rule: ruleId };
    case undefined:
      return null;
  }
}

function paidBy(part: PayersPart, workPart: WorkPart, { facts }: Known, decided: PayerRule): Paid {
  const open = leftOpen(decided, workPart);
  const doubts = part.doubtfulDays
    .filter(({ fact, day: on }) => facts[fact] === on)
    .map(({ fact, day: on, rule: doubted }) => ({
      key: 'day-of-the-rule-itself',
      values: { fact, day: on },
      rule: doubted,
    }));
  return { payer: decided.payer, rule: decided.rule, because: open === null ? doubts : [open] };
}

/**
 * Who pays for a part of the works. Only polygons and verified facts count; the first rule that holds decides, unless an
 * earlier one would give another payer if a fact were known: then nobody is named, and the facts are.
 *
 * Learning a fact never changes a payer once it is decided.
 */
export function payerOf(part: PayersPart, workPart: WorkPart, known: Known): Paid {
  const { entry, open } = firstThatHolds(part.payers, { ...trusted(known), part: workPart });
  const otherwise = open.filter((other) => other.entry.payer !== entry?.payer || entry.payer === 'undecided');
  const [first] = otherwise;
  if (first !== undefined)
    return missing(
      otherwise.flatMap((other) => other.missing),
      known,
      { parts: workPart, rule: first.entry.rule },
    );
  if (entry !== undefined) return paidBy(part, workPart, known, entry);
  const unruled: Because = { key: 'no-payer-rule', values: { parts: workPart }, rule: null };
  return { payer: 'undecided', rule: null, because: [unruled] };
}

/** What marks the boundary for a customer; where the line lies is not known from rules alone. */
export function boundaryOf(part: PayersPart, known: Known): Plan['boundary'] {
  const { entry, open } = firstThatHolds(part.boundary, trusted(known));
  const certain = entry !== undefined && open.every((other) => other.entry.kind === entry.kind);
  return { kind: certain ? entry.kind : 'undecided', at: null };
}
