import { z } from 'zod';
import type { Approval, Because } from '../model/plan.ts';
import { BARRIER_KINDS } from '../model/land-words.ts';
import { firstThatHolds, ruled } from './condition.ts';
import type { Facts } from './facts.ts';
import { alwaysLast, rule } from './words.ts';

export const APPROVAL_NAMES = ['planning', 'greening', 'road-occupation', 'road-excavation'] as const;
/** `exempt` · `filing` afterwards · `commitment` by declaration · `online-parallel` · `limited` in time. */
export const APPROVAL_MODES = ['exempt', 'filing', 'commitment', 'online-parallel', 'limited'] as const;

/** What needs the consent of its owner when a line crosses it: barriers of the record, and highways. */
export const CROSSINGS = [...BARRIER_KINDS, 'highway'] as const;
export type Crossing = (typeof CROSSINGS)[number];

/** The approvals part of a pack: which permits works need, how they are handled and how long they take. */
export const approvalsPart = z.strictObject({
  /** Who sees to the permits. */
  agent: z.strictObject({ rule, who: z.enum(['utility', 'customer']) }),
  /** The first that certainly holds decides; the last always does. A permit may name the rule its days come from. */
  approvals: alwaysLast(
    z.strictObject({
      ...ruled,
      mode: z.enum(APPROVAL_MODES),
      permits: z
        .array(
          z.strictObject({
            name: z.enum(APPROVAL_NAMES),
            days: z.number().int().nonnegative(),
            dayKind: z.enum(['working', 'calendar']),
            rule: rule.optional(),
          }),
        )
        .min(1),
    }),
  ),
  /** Crossings that need their owner's consent, for which no time is set. */
  specialCrossings: z.strictObject({ rule, kinds: z.array(z.enum(CROSSINGS)) }),
});

/**
 * The permits that works need, by voltage, class, length and road excavation, and the crossings that need their owner.
 *
 * A lighter procedure is taken only where it certainly applies; where a fact is missing for it, that is said. Works that
 * dig up no road need no permit for that.
 */
export function approvalsOf(
  part: z.infer<typeof approvalsPart>,
  facts: Facts,
  crossings: readonly Crossing[],
): { approvals: Approval[]; because: Because[] } {
  const { entry, open } = firstThatHolds(part.approvals, facts);
  if (entry === undefined) throw new Error('a list of approvals ended without its last rule');
  const { mode, permits, rule: decided } = entry;
  const approvals = permits
    .filter(({ name }) => name !== 'road-excavation' || facts.roadExcavationM !== 0)
    .map(({ name, days, dayKind, rule: ofDays }) => ({ name, mode, days, dayKind, rule: ofDays ?? decided }));
  const doubts = open.map((other) => ({
    key: 'approval-hangs-on-facts',
    values: { facts: other.missing.join(' '), mode: other.entry.mode },
    rule: other.entry.rule,
  }));
  const { specialCrossings } = part;
  const owners = [...new Set(crossings)]
    .filter((kind) => specialCrossings.kinds.includes(kind))
    .sort()
    .map((crossing) => ({
      key: 'crossing-needs-its-owner',
      values: { crossing },
      rule: specialCrossings.rule,
    }));
  return { approvals, because: [...doubts, ...owners] };
}
