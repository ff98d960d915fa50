import { TextColumn } from '../model/packed-column.ts';
import { ELEMENT_KINDS, type ElementKind } from '../model/plan.ts';
import type { Forest } from './forest.ts';
import type { GridRows } from './grid-rows.ts';

/** Elements of one kind in the order of their ids. */
interface Run {
  readonly kind: number;
  readonly ids: TextColumn;
  /** Row of each in `ids`. */
  readonly rows: Uint32Array;
  readonly elements: Uint32Array;
}

/** Elements of a kind by the rows of their table, which stand in the order of their ids. */
function runOf(forest: Forest, kind: ElementKind, ids: TextColumn): Run {
  const elementOf = new Int32Array(ids.length).fill(-1);
  forest.kind.forEach((one, e) => {
    const row = forest.row[e] ?? -1;
    if (one === kind && row >= 0) elementOf[row] = e;
  });
  const rows = Uint32Array.from(elementOf.keys()).filter((row) => (elementOf[row] ?? -1) >= 0);
  return {
    kind: ELEMENT_KINDS.indexOf(kind),
    ids,
    rows,
    elements: rows.map((row) => elementOf[row] ?? 0),
  };
}

/** Main transformers that the record lacks: their ids are made up. */
function madeUp(forest: Forest): Run {
  const found: { e: number; id: string }[] = [];
  forest.row.forEach((row, e) => {
    if (row < 0) found.push({ e, id: forest.id[e] ?? '' });
  });
  found.sort((a, b) => Buffer.compare(Buffer.from(a.id), Buffer.from(b.id)));
  const ids = new TextColumn();
  for (const { id } of found) ids.append(id);
  return {
    kind: ELEMENT_KINDS.indexOf('main-transformer'),
    ids,
    rows: Uint32Array.from(found.keys()),
    elements: Uint32Array.from(found, ({ e }) => e),
  };
}

/** All elements by the bytes of their id, then kind: the tables, each in that order already, merged. O(elements). */
export function elementOrder(rows: GridRows, forest: Forest): Uint32Array {
  const runs = [
    runOf(forest, 'lv-line', rows.lv_lines.texts('id')),
    runOf(forest, 'section', rows.sections.texts('id')),
    runOf(forest, 'distribution-transformer', rows.distribution_transformers.texts('id')),
    runOf(forest, 'outlet', rows.feeders.texts('id')),
    runOf(forest, 'bay', rows.bays.texts('id')),
    runOf(forest, 'busbar', rows.busbar_sections.texts('id')),
    runOf(forest, 'main-transformer', rows.main_transformers.texts('id')),
    madeUp(forest),
  ];
  const next = runs.map(() => 0);
  return Uint32Array.from(forest.id, () => {
    let best = -1;
    runs.forEach((run, r) => {
      if ((next[r] ?? 0) >= run.rows.length) return;
      const other = runs[best];
      if (other === undefined || isBefore(run, next[r] ?? 0, other, next[best] ?? 0)) best = r;
    });
    const at = next[best] ?? 0;
    next[best] = at + 1;
    return runs[best]?.elements[at] ?? 0;
  });
}

function isBefore(run: Run, i: number, other: Run, j: number): boolean {
  const order = run.ids.compare(run.rows[i] ?? 0, other.ids, other.rows[j] ?? 0);
  return order < 0 || (order === 0 && run.kind < other.kind);
}
