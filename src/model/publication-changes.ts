import type { PublishedElement } from './publication.ts';

/** Why a figure is not what it was a month ago. */
export type ChangeReasonKey =
  'new-element' | 'gone' | 'new-commitments' | 'released' | 'new-peak' | 'network' | 'above';

export interface ChangeReason {
  readonly key: ChangeReasonKey;
  readonly values: Readonly<Record<string, string | number | null>>;
}

/** Figures that are compared. */
type Told = Pick<PublishedElement, 'openKva' | 'loadRate' | 'ratingKva' | 'peakKva' | 'committedKva'>;

/** An element whose figures are not those of the month before. */
export interface PublicationChange {
  readonly kind: PublishedElement['kind'];
  readonly id: string;
  /** `null` = it was not published before, or is not any more. */
  readonly before: Told | null;
  readonly after: Told | null;
  readonly because: readonly ChangeReason[];
}

const toldOf = ({ openKva, loadRate, ratingKva, peakKva, committedKva }: PublishedElement): Told => ({
  openKva,
  loadRate,
  ratingKva,
  peakKva,
  committedKva,
});

/** Cases that one side has and the other has not, or has with less: how many, and what they are more, kVA. */
function more(
  from: PublishedElement['cases'],
  to: PublishedElement['cases'],
): { cases: number; kva: number } {
  const added = Object.entries(to).flatMap(([id, kva]) => {
    const rise = kva - (from[id] ?? 0);
    return rise > 0 ? [Math.round(rise * 100)] : [];
  });
  return { cases: added.length, kva: added.reduce((sum, rise) => sum + rise, 0) / 100 };
}

const NETWORK = ['ratingKva', 'limitKva', 'feederId', 'substationId'] as const;

function reasonsOf(before: PublishedElement, after: PublishedElement): ChangeReason[] {
  const taken = more(before.cases, after.cases);
  const freed = more(after.cases, before.cases);
  const moved = NETWORK.filter((what) => before[what] !== after[what]);
  const found: (ChangeReason | null)[] = [
    taken.cases > 0 ? { key: 'new-commitments', values: taken } : null,
    freed.cases > 0 ? { key: 'released', values: freed } : null,
    before.peakKva === after.peakKva
      ? null
      : { key: 'new-peak', values: { beforeKva: before.peakKva, afterKva: after.peakKva } },
    ...moved.map((what): ChangeReason => ({
      key: 'network',
      values: { what, before: before[what], after: after[what] },
    })),
  ];
  const own = found.filter((one) => one !== null);
  const isElsewhere =
    before.bindingElementId !== after.bindingElementId ||
    (own.length === 0 && before.openKva !== after.openKva);
  if (isElsewhere)
    own.push({
      key: 'above',
      values: { before: before.bindingElementId, after: after.bindingElementId },
    });
  return own;
}

const keyOf = ({ kind, id }: PublishedElement): string => `${kind}/${id}`;

/**
 * What has changed from one published month to another, and why: what was promised, given back or connected since, new
 * peaks, what the grid is now, and else what binds further up. Feeders first, then by id; what is gone last.
 */
export function publicationChanges(
  before: readonly PublishedElement[],
  after: readonly PublishedElement[],
): readonly PublicationChange[] {
  const known = new Map(before.map((one) => [keyOf(one), one]));
  const changes = after.flatMap((one): PublicationChange[] => {
    const past = known.get(keyOf(one));
    known.delete(keyOf(one));
    const { kind, id } = one;
    const now = toldOf(one);
    if (past === undefined)
      return [{ kind, id, before: null, after: now, because: [{ key: 'new-element', values: {} }] }];
    const because = reasonsOf(past, one);
    return because.length === 0 ? [] : [{ kind, id, before: toldOf(past), after: now, because }];
  });
  const gone = [...known.values()].map((one): PublicationChange => {
    const because: ChangeReason[] = [{ key: 'gone', values: {} }];
    return { kind: one.kind, id: one.id, before: toldOf(one), after: null, because };
  });
  return [...changes, ...gone];
}
