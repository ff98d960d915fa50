import { z } from 'zod';
import { BRING_WAYS, DOCUMENT_KINDS, type ToBring } from '../model/document.ts';
import { firstThatHolds, holds, ruled } from './condition.ts';
import type { Facts } from './facts.ts';
import { rule } from './words.ts';

const months = z.number().int().positive();

/** Who has to look at a plan before it is answered. */
export const REVIEWS = ['none', 'weekly-meeting', 'countersign', 'internal-approval'] as const;

/** The answer part of a pack: how a plan is answered, who looks at it first, and how long it stands. */
export const answerPart = z
  .strictObject({
    /** What to bring; each that holds is asked for. */
    bring: z.array(z.strictObject({ ...ruled, document: z.enum(DOCUMENT_KINDS), way: z.enum(BRING_WAYS) })),
    /** Answered on the spot when one of these holds. */
    onSite: z.array(z.strictObject(ruled)),
    /** The first that holds names the review; none = nobody further. */
    reviews: z.array(z.strictObject({ ...ruled, review: z.enum(REVIEWS) })),
    /** Papers asked for, and how few are enough where the others can be had otherwise. */
    documents: z.strictObject({
      rule,
      asked: z.number().int().nonnegative(),
      least: z.number().int().nonnegative(),
    }),
    /** How often a customer may have plans computed, offers a day: what there is room for is not to be found out by asking. */
    asks: z.strictObject({ rule, perDay: z.number().int().positive() }),
    /** So many calendar days before its last day an offer or a choice is said to be about to lapse. */
    notice: z.strictObject({ rule, days: z.number().int().positive() }),
    /** How long an offered plan stands, and how long a choice holds its capacity. */
    offers: z.strictObject({ rule, lowMonths: months, highMonths: months }),
    choices: z.strictObject({ rule, lowMonths: months, highMonths: months }),
  })
  .superRefine(({ documents: { asked, least }, bring }, context) => {
    // Papers that only some customers need are not counted.
    const always = bring.filter(({ when }) => Object.keys(when).length === 0).map(({ way }) => way);
    const counts = {
      asked: always.filter((way) => way !== 'shared').length,
      least: always.filter((way) => way === 'bring').length,
    };
    if (counts.asked !== asked || counts.least !== least)
      context.addIssue({
        code: 'custom',
        path: ['bring'],
        message: `names ${counts.asked} papers, ${counts.least} at least; documents says ${asked} and ${least}`,
      });
  });
type AnswerPart = z.infer<typeof answerPart>;

/** The rule that lets a plan be answered on the spot; `null` = none does. */
export const onSiteRule = (part: AnswerPart, facts: Facts): string | null =>
  part.onSite.find(({ when }) => holds(when, facts) === true)?.rule ?? null;

/** Who has to look at the plan first, and the rule that says so. */
export function reviewOf(
  part: AnswerPart,
  facts: Facts,
): { review: (typeof REVIEWS)[number]; rule: string | null } {
  const { entry } = firstThatHolds(part.reviews, facts);
  return entry === undefined ? { review: 'none', rule: null } : { review: entry.review, rule: entry.rule };
}

/** Documents that the pack asks for. */
export const bringOf = (part: AnswerPart, facts: Facts): readonly ToBring[] =>
  part.bring
    .filter(({ when }) => holds(when, facts) === true)
    .map(({ document, way, rule: by }) => ({ document, way, rule: by }));
