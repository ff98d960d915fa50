import type { PublicationFileAsk, PublicationRow } from '../../model/publication-file.ts';
import type { PublicationChange } from '../../model/publication-changes.ts';
import type { PublishedElement, ToldOutside } from '../../model/publication.ts';

type Rows = Pick<PublicationFileAsk, 'columns' | 'rows'>;

/**
 * Rows of a file for staff: every figure, with what it was a month before and why it changed.
 *
 * @param changes `null` = no month was published before.
 */
export function staffRows(
  elements: readonly PublishedElement[],
  changes: readonly PublicationChange[] | null,
): Rows {
  const changed = new Map(changes?.map((one) => [`${one.kind}/${one.id}`, one]));
  const rows = elements.map(({ kind, at, shape, ...figures }): PublicationRow => {
    const change = changed.get(`${kind}/${figures.id}`);
    const known = change === undefined ? figures : change.before;
    const before = changes === null ? null : (known?.openKva ?? null);
    const cells = Object.assign({ openBeforeKva: before }, figures);
    return { kind, at, shape, cells, because: change?.because ?? [] };
  });
  return {
    columns: [
      'id',
      'name',
      'substationId',
      'feederId',
      'dedicated',
      'ofCustomer',
      'ratingKva',
      'limitKva',
      'peakKva',
      'loadRate',
      'season',
      'committedKva',
      'openKva',
      'grade',
      'bindingElementId',
      'openBeforeKva',
      'because',
    ],
    rows,
  };
}

/** Rows of a file for those outside. */
export const outsideRows = (elements: readonly ToldOutside[]): Rows => ({
  columns: ['id', 'name', 'openFromKva', 'openToKva'],
  rows: elements.map(({ kind, at, shape, ...cells }) => ({ kind, at, shape, cells, because: [] })),
});
