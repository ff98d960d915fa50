import type { GridFiguresQuery, PublishedFigures, PublishedKind } from '../../model/grid-figures.ts';
import type { Row } from '../../model/record.ts';
import { ChainLedger } from '../../search/chain.ts';
import type { Headroom } from '../../search/headroom.ts';
import type { Snapshot } from '../../snapshot/open.ts';
import { caseCkva, placeCases } from '../../snapshot/placed-cases.ts';
import { elementCapacity } from '../element-capacity.ts';

const KINDS: Readonly<Record<string, PublishedKind>> = {
  outlet: 'feeder',
  'distribution-transformer': 'distribution-transformer',
};

/** Cases that are supplied through each element that is published; what a switching opens supplies nobody. */
function casesAt(
  snapshot: Snapshot,
  rows: readonly Row<'commitments'>[],
): ReadonlyMap<number, PublishedFigures['cases']> {
  const { elementParent } = snapshot.columns;
  const at = new Map<number, Record<string, number>>();
  for (const { row, element } of placeCases(snapshot, rows)) {
    if (row.purpose === 'opened') continue;
    for (let e = element; e >= 0; e = elementParent[e] ?? -1) {
      if (!(snapshot.elementKind(e) in KINDS)) continue;
      const own = at.get(e) ?? {};
      own[row.id] = caseCkva(row) / 100;
      at.set(e, own);
    }
  }
  return at;
}

/**
 * Figures of every feeder and every distribution transformer of a region, by kind, then by id.
 *
 * @cost O(elements + chain per element + cases · chain).
 */
export function gridFigures(headroom: Headroom, { asOf, cases }: GridFiguresQuery): PublishedFigures[] {
  const { snapshot } = headroom;
  const ledger = new ChainLedger(headroom, asOf);
  const counted = casesAt(snapshot, cases);
  const figuresOf = (element: number, kind: PublishedKind): PublishedFigures => {
    const { id, name, substationId, at, ...figures } = elementCapacity(headroom, ledger, element);
    const { ratingKva, limitKva, peakKva, committedKva, openKva, loadRate, season, grade } = figures;
    const feeder = snapshot.columns.elementFeeder[element] ?? -1;
    return {
      kind,
      id,
      name,
      substationId,
      feederId: snapshot.feederIdOf(element),
      dedicated: feeder >= 0 && snapshot.columns.feederDedicated[feeder] === 1,
      at,
      ratingKva,
      limitKva,
      peakKva,
      committedKva,
      openKva,
      loadRate,
      season,
      grade,
      bindingElementId: ledger.summarise(element).bindingElementId,
      cases: counted.get(element) ?? {},
    };
  };
  const found: PublishedFigures[] = [];
  for (let e = 0; e < snapshot.counts.elements; e++) {
    const kind = KINDS[snapshot.elementKind(e)];
    if (kind !== undefined) found.push(figuresOf(e, kind));
  }
  const before = (a: PublishedFigures, b: PublishedFigures): boolean =>
    a.kind === b.kind ? a.id < b.id : a.kind === 'feeder';
  return found.sort((a, b) => (before(a, b) ? -1 : 1));
}
