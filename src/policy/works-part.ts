import { z } from 'zod';
import type { Because } from '../model/plan.ts';
import { rule, share } from './words.ts';

/**
 * What is done where the grid has no room: `connect-then-reinforce` · `reinforce-with-connection` at the same time ·
 * only `within-capacity`.
 */
export const CONSTRAINED_POLICIES = [
  'connect-then-reinforce',
  'reinforce-with-connection',
  'within-capacity',
] as const;

/** The works part of a pack: what is done where the grid is full, how works are paid for, live work. */
export const worksPart = z.strictObject({
  constrained: z.strictObject({
    rule,
    policy: z.enum(CONSTRAINED_POLICIES),
    /** A plan for the basic demand until the grid is reinforced must be offered. */
    transitionPlan: z.boolean(),
  }),
  /** Supply wanted within so many months, inclusive, is urgent; later it goes into the yearly plan. `null` = no figure. */
  urgentPackage: z.strictObject({ rule, months: z.number().int().positive() }).nullable(),
  /** Share of connections at 10 kV to be made under voltage. */
  liveWork: z.strictObject({ rule, share }),
});

/** The day that is `months` months after a day, or the last of its month where that day does not exist. */
function monthsLater(from: string, months: number): string {
  const [year = 0, month = 0, date = 0] = from.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const later = Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth));
  return new Date(later).toISOString().slice(0, 10);
}

/**
 * Out of which money works in the grid are paid: the package for urgent works, or the yearly plan. Nothing where the pack
 * or the request does not say.
 */
export function fundingOf(
  { urgentPackage }: z.infer<typeof worksPart>,
  { asOf, wantedOn }: { readonly asOf: string; readonly wantedOn: string | null },
): Because[] {
  if (urgentPackage === null || wantedOn === null) return [];
  const { months, rule: decided } = urgentPackage;
  return [
    wantedOn <= monthsLater(asOf, months)
      ? { key: 'works-from-urgent-package', values: { wantedOn, months }, rule: decided }
      : { key: 'works-from-yearly-plan', values: { wantedOn, months }, rule: decided },
  ];
}
