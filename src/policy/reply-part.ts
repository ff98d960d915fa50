import { z } from 'zod';
import { TARIFFS } from '../model/demand.ts';
import { BILLINGS, OPERATING_MODES, type Plan } from '../model/plan.ts';
import { firstThatHolds, holds, ruled } from './condition.ts';
import type { Facts } from './facts.ts';
import { alwaysLast, rule } from './words.ts';

/** The reply part of a pack: what a reply names beside the supply itself. */
export const replyPart = z.strictObject({
  /** The first that holds names the class of tariff, by what is stated or by what the power is for. */
  tariffs: z.array(z.strictObject({ ...ruled, class: z.enum(TARIFFS) })),
  /** The first that holds says how such a tariff is billed; `tariff` is the class found. */
  billing: z.array(z.strictObject({ ...ruled, billing: z.enum(BILLINGS) })),
  /** How the second of two supplies stands by. */
  operation: alwaysLast(z.strictObject({ ...ruled, mode: z.enum(OPERATING_MODES) })),
  /** Two supplies never run in parallel. */
  interlock: z.strictObject({ rule }),
  /** Who needs an emergency source of its own, and how much of the security load it must carry at least (over 1). */
  emergency: z.array(z.strictObject({ ...ruled, shareOfSecurityLoad: z.number().min(1).max(5) })),
});
type ReplyPart = z.infer<typeof replyPart>;

/** Class of tariff and the way it is billed; `null` where no rule tells. Unverified statements count: no payer hangs on it. */
export function tariffOf({ tariffs, billing }: ReplyPart, facts: Facts): Plan['tariff'] {
  const found = firstThatHolds(tariffs, facts).entry;
  if (found === undefined) return { class: null, billing: null, rule: null };
  const billed = firstThatHolds(billing, { ...facts, tariff: found.class }).entry;
  return { class: found.class, billing: billed?.billing ?? null, rule: billed?.rule ?? found.rule };
}

/** How two supplies are operated. */
export function operationOf(part: ReplyPart, facts: Facts): NonNullable<Plan['operation']> {
  const { entry } = firstThatHolds(part.operation, facts);
  if (entry === undefined) throw new Error('a list of operating modes ended without its last rule');
  return { mode: entry.mode, interlocked: true, rule: entry.rule };
}

/** The rule that asks for an emergency source of the customer's own; `null` = none does. */
export const emergencyRule = (
  { emergency }: ReplyPart,
  facts: Facts,
): ReplyPart['emergency'][number] | null => emergency.find(({ when }) => holds(when, facts) === true) ?? null;
