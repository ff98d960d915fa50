import type { Defect, ImportItem } from '../model/store.ts';

const rest = (left: number, kept: number): Defect => ({
  file: '',
  line: null,
  table: '',
  id: null,
  field: null,
  reason: 'more-defects',
  received: String(left),
  allowed: `only the first ${kept} are listed`,
});

/** Passes everything on but defects after the first `most`, which it counts in one last defect: memory is bounded. */
export async function* limitDefects(
  items: AsyncIterable<ImportItem>,
  most: number,
): AsyncGenerator<ImportItem> {
  let seen = 0;
  for await (const item of items) {
    if ('staged' in item || ++seen <= most) yield item;
  }
  if (seen > most) yield { defect: rest(seen - most, most) };
}
