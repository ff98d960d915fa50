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
  readonly because: readonly Because[];
}

/** How many sources a customer gets, by load class and importance, and whether the pack lets it have them. */
export function structureOf(part: z.infer<typeof structurePart>, facts: Facts): Structure {
  const { entry } = firstThatHolds(part.structures, facts);
  if (entry === undefined || entry.structure === 'single') return { structure: 'single', because: [] };
  const { structure, rule: asked } = entry;
  const { loadClass, importance } = facts;
  const { secondSource } = part;
  if (holds(secondSource.when, facts) !== true) {
    const refused: Because = {
      key: 'second-source-not-allowed',
      values: { loadClass, importance, structure },
      rule: secondSource.rule,
    };
    return { structure: 'single', because: [refused] };
  }
  return {
    structure,
    because: [{ key: 'sources-by-load-class', values: { loadClass, importance, structure }, rule: asked }],
  };
}
