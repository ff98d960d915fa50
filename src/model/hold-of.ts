import type { HeldAt, Hold } from './case-book.ts';
import type { OfferedPlan } from './offered-answer.ts';
import type { ElementRef } from './plan.ts';
import type { ConnectionKind, LoadCategory, Purpose } from './record.ts';
import { atOnceKva } from './at-once-kva.ts';

const KINDS: Readonly<Partial<Record<string, ConnectionKind>>> = {
  'lv-point': 'lv-point',
  'distribution-transformer': 'distribution-transformer',
};

type Source = OfferedPlan['sources'][number];

const nameOf = ({ kind, elementId }: ElementRef): string => `${kind}/${elementId}`;

/** What of a supply is had before any works on the public grid, kVA. */
const nowKva = (plan: OfferedPlan, { capacityKva }: Source): number =>
  plan.kind === 'staged' ? Math.min(capacityKva, atOnceKva(plan)) : capacityKva;

const supplyAt = (
  { nodeId, nodeKind }: Source,
  kva: number,
  { category, purpose }: Pick<HeldAt, 'category' | 'purpose'>,
): HeldAt => ({ kind: KINDS[nodeKind] ?? 'node', id: nodeId, kva, category, purpose, forElement: null });

/** A supply, and what of it comes only when works have made the room for it. */
function heldAt(plan: OfferedPlan, source: Source, category: LoadCategory): HeldAt[] {
  const kva = nowKva(plan, source);
  const rest = Math.round((source.capacityKva - kva) * 100) / 100;
  const later = rest > 0 ? [supplyAt(source, rest, { category, purpose: 'later' })] : [];
  return [supplyAt(source, kva, { category, purpose: null }), ...later];
}

const other = (purpose: Purpose, element: ElementRef, kva: number): HeldAt => ({
  kind: 'element',
  id: nameOf(element),
  kva,
  category: null,
  purpose,
  forElement: null,
});

/** What a switching needs beside the supply: load on those who take over, the customer there, and what is opened. */
function heldBySwitching({ transfer, sources }: OfferedPlan, category: LoadCategory): HeldAt[] {
  if (transfer === null) return [];
  const { moves, opens, leaves } = transfer;
  const kva = sources[0]?.capacityKva ?? 0;
  return [
    ...moves.map(({ onto, movedKva }) => other('moved', onto, movedKva)),
    ...moves
      .filter(({ withCustomer }) => withCustomer)
      .map(({ onto }): HeldAt => ({
        kind: 'element',
        id: nameOf(onto),
        kva,
        category,
        purpose: 'over-tie',
        forElement: leaves === null ? null : nameOf(leaves),
      })),
    ...opens.map((one) => other('opened', one, 0)),
  ];
}

/** Room for the supply on those that take it over when its own feeder is lost. */
function heldBehind({ security, sources }: OfferedPlan, category: LoadCategory): HeldAt[] {
  const [source] = sources;
  const lost = source?.chain.find(({ kind }) => kind === 'outlet');
  return (security.backedBy ?? []).map((onto): HeldAt => ({
    kind: 'element',
    id: nameOf(onto),
    kva: source?.capacityKva ?? 0,
    category,
    purpose: 'backup',
    forElement: lost === undefined ? null : nameOf(lost),
  }));
}

/** Elements a source leans on: its chain, its bay and the place itself, whose spare bays are few. */
const elementsOf = ({ chain, bayId, nodeId, nodeKind }: Source): string[] => [
  ...chain.map(nameOf),
  ...(bayId === null ? [] : [`bay/${bayId}`]),
  `${KINDS[nodeKind] ?? 'node'}/${nodeId}`,
];

/**
 * What a plan holds when it is chosen, first of all a commitment for each of its sources, and everything it leans on. Of a
 * staged plan the first stage is held from now on, and the rest as far as there is room for it, until works have made it.
 */
export function holdOf(
  plan: OfferedPlan,
  category: LoadCategory,
): Pick<Hold, 'held' | 'leansOn' | 'switchIds'> {
  const { moves = [], opens = [], steps = [] } = plan.transfer ?? {};
  const switched = [...moves.map(({ onto }) => onto), ...opens, ...(plan.security.backedBy ?? [])].map(
    nameOf,
  );
  const switchIds = [...steps.map(({ switchId }) => switchId), ...plan.security.transferVia];
  return {
    held: [
      ...plan.sources.flatMap((source) => heldAt(plan, source, category)),
      ...heldBySwitching(plan, category),
      ...heldBehind(plan, category),
    ],
    leansOn: [...new Set([...plan.sources.flatMap(elementsOf), ...switched])].sort(),
    switchIds: [...new Set(switchIds)].sort(),
  };
}
