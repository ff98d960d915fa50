import { z } from 'zod';
import { type Payer, PAYERS } from '../model/plan.ts';
import { holds, ruled } from './condition.ts';
import type { Facts } from './facts.ts';
import { rule } from './words.ts';

/** Fees a price authority has allowed somewhere; a pack lists those it may charge. */
export const FEE_KINDS = ['high-reliability', 'meter-verification', 'cable-channel'] as const;
export type FeeKind = (typeof FEE_KINDS)[number];

/** The fees part of a pack: what may be charged besides the works. What is not listed may not be charged. */
export const feesPart = z.strictObject({
  rule,
  allowed: z.array(z.strictObject({ ...ruled, kind: z.enum(FEE_KINDS), payer: z.enum(PAYERS) })),
  /** Tariff with the amounts; `null` = none is loaded. */
  tariff: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .nullable(),
});

/** A fee that a pack allows, and whether it is due; `null` = a fact that decides it is unknown. */
export interface FeeDue {
  readonly kind: FeeKind;
  readonly due: boolean | null;
  readonly payer: Payer;
  readonly rule: string;
}

/** Every fee the pack allows, with whether it is due. */
export const feesDue = (part: z.infer<typeof feesPart>, facts: Facts): FeeDue[] =>
  part.allowed.map(({ kind, payer, rule: allowedBy, when }) => {
    const verdict = holds(when, facts);
    return { kind, payer, rule: allowedBy, due: typeof verdict === 'boolean' ? verdict : null };
  });
