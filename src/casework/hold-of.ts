import type { HeldAt, Hold } from '../model/case-book.ts';
import type { OfferedPlan } from '../model/offered-answer.ts';
import type { ConnectionKind, LoadCategory } from '../model/record.ts';

const KINDS: Readonly<Partial<Record<string, ConnectionKind>>> = {
  'lv-point': 'lv-point',
  'distribution-transformer': 'distribution-transformer',
};

type Source = OfferedPlan['sources'][number];

const heldAt = ({ nodeId, nodeKind, capacityKva }: Source, category: LoadCategory): HeldAt => ({
  kind: KINDS[nodeKind] ?? 'node',
  id: nodeId,
  kva: capacityKva,
  category,
});

/** Elements a source leans on: its chain, its bay and the place itself, whose spare bays are few. */
const elementsOf = ({ chain, bayId, nodeId, nodeKind }: Source): string[] => [
  ...chain.map(({ kind, elementId }) => `${kind}/${elementId}`),
  ...(bayId === null ? [] : [`bay/${bayId}`]),
  `${KINDS[nodeKind] ?? 'node'}/${nodeId}`,
];

/** What a plan holds when it is chosen, one commitment for each of its sources, and everything it leans on. */
export const holdOf = (
  plan: OfferedPlan,
  category: LoadCategory,
): Pick<Hold, 'held' | 'leansOn' | 'switchIds'> => ({
  held: plan.sources.map((source) => heldAt(source, category)),
  leansOn: [...new Set(plan.sources.flatMap(elementsOf))].sort(),
  switchIds: [
    ...new Set([
      ...(plan.transfer?.steps ?? []).map(({ switchId }) => switchId),
      ...plan.security.transferVia,
    ]),
  ].sort(),
});
