import { z } from 'zod';
import type { Because, Classification } from '../model/plan.ts';
import { condition, firstThatHolds, holds, ruled } from './condition.ts';
import { type Facts, SOURCE_STRUCTURES } from './facts.ts';
import { rule, share } from './words.ts';

/** The structure part of a pack: who is supplied by how many sources. */
export const structurePart = z.strictObject({
  /** Who may have more than one source at all. */
  secondSource: z.strictObject({ rule, when: condition }),
  /** The first that holds says how many are asked for; none = a single source. */
  structures: z.array(z.strictObject({ ...ruled, structure: z.enum(SOURCE_STRUCTURES) })),
  /** Share of the applied capacity that the standby source must carry. */
  standby: z.strictObject({ rule, share: share.positive() }),
});

interface Structure {
  readonly structure: Classification['sourceStructure'];
  /** The second supply is the customer's wish: it exceeds the standard. */
  readonly wished: boolean;
  readonly because: readonly Because[];
}

/** The structure of a second supply that is only wished for: the two circuits may share a source. */
const WISHED = 'double-circuit';

/** One source, or a second supply at the customer's wish where the pack lets it have one. */
function withoutNeed(
  { secondSource }: z.infer<typeof structurePart>,
  facts: Facts,
  wish: boolean,
): Structure {
  if (!wish) return { structure: 'single', wished: false, because: [] };
  const { rule: allowed, when } = secondSource;
  return holds(when, facts) === true
    ? {
        structure: WISHED,
        wished: true,
        because: [{ key: 'second-supply-wished', values: { structure: WISHED }, rule: allowed }],
      }
    : {
        structure: 'single',
        wished: false,
        because: [{ key: 'wished-second-supply-not-allowed', values: {}, rule: allowed }],
      };
}

/**
 * How many sources a customer gets, by load class and importance or at its wish, and whether the pack lets it have them.
 *
 * @param wishesSecond the customer wishes a second supply, needed or not.
 */
export function structureOf(
  part: z.infer<typeof structurePart>,
  facts: Facts,
  wishesSecond: boolean,
): Structure {
  const { entry } = firstThatHolds(part.structures, facts);
  if (entry === undefined || entry.structure === 'single') return withoutNeed(part, facts, wishesSecond);
  const { structure, rule: asked } = entry;
  const { loadClass, importance } = facts;
  const { secondSource } = part;
  if (holds(secondSource.when, facts) !== true) {
    const refused: Because = {
      key: 'second-source-not-allowed',
      values: { loadClass, importance, structure },
      rule: secondSource.rule,
    };
    return { structure: 'single', wished: false, because: [refused] };
  }
  return {
    structure,
    wished: false,
    because: [{ key: 'sources-by-load-class', values: { loadClass, importance, structure }, rule: asked }],
  };
}
