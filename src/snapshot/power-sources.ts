import type { TextColumn } from '../model/packed-column.ts';
import type { Place } from '../model/geometry.ts';
import { SOURCE_KINDS, type SourceKind } from '../model/plan.ts';
import type { NodeKind } from '../model/record.ts';
import type { Forest } from './forest.ts';
import type { GridRows } from './grid-rows.ts';

const KIND_AT_NODE: Readonly<Record<NodeKind, SourceKind>> = {
  pole: 'pole',
  rmu: 'rmu',
  'switching-station': 'switching-station',
  'branch-box': 'branch-box',
  busbar: 'substation-bay',
  node: 'node',
};

/** Tables that hold places of supply. */
const TABLES = ['nodes', 'distribution_transformers', 'lv_points'] as const;
type SourceTable = (typeof TABLES)[number];

/** Every place where a new supply can be taken, by id, then kind: for each the row of its table. */
export interface PowerSources {
  readonly length: number;
  /** Index in SOURCE_KINDS. */
  readonly kind: Uint8Array;
  /** First element of its chain. */
  readonly element: Int32Array;
  rowOf(source: number): { readonly table: SourceTable; readonly row: number };
  placeOf(source: number): Place;
}

/** Marks every element behind a customer's own transformer: nobody else can be supplied there. */
function privateElements(rows: GridRows, forest: Forest): Uint8Array {
  const owned = new Uint8Array(forest.id.length);
  for (let i = 0; i < rows.distribution_transformers.length; i++) {
    const element = forest.atTransformer.at(i);
    if (element !== undefined && rows.distribution_transformers.row(i).ownership === 'customer')
      owned[element] = 1;
  }
  forest.parent.forEach((up, e) => {
    if (up >= 0 && owned[up] === 1) owned[e] = 1;
  });
  return owned;
}

/** Rows of a table that are power sources, in the order of their ids. */
interface Candidates {
  readonly table: SourceTable;
  readonly ids: TextColumn;
  readonly kindOf: (row: number) => number;
  readonly elementOf: (row: number) => number | undefined;
}

function candidates(rows: GridRows, forest: Forest): Candidates[] {
  const owned = privateElements(rows, forest);
  const unowned = (element: number | undefined): number | undefined =>
    element === undefined || owned[element] === 1 ? undefined : element;
  const transformer = SOURCE_KINDS.indexOf('distribution-transformer');
  const point = SOURCE_KINDS.indexOf('lv-point');
  return [
    {
      table: 'nodes',
      ids: rows.nodes.texts('id'),
      kindOf: (row) => SOURCE_KINDS.indexOf(KIND_AT_NODE[rows.nodes.row(row).kind]),
      elementOf: (row) => forest.atNode.at(row),
    },
    {
      table: 'distribution_transformers',
      ids: rows.distribution_transformers.texts('id'),
      kindOf: () => transformer,
      elementOf: (row) => unowned(forest.atTransformer.at(row)),
    },
    {
      table: 'lv_points',
      ids: rows.lv_points.texts('id'),
      kindOf: () => point,
      elementOf: (row) => unowned(forest.atPoint.at(row)),
    },
  ];
}

/** The tables are in the order of their ids already: they are merged. */
export function powerSources(rows: GridRows, forest: Forest): PowerSources {
  const from = candidates(rows, forest);
  const most = from.reduce((sum, { ids }) => sum + ids.length, 0);
  const kind = new Uint8Array(most);
  const element = new Int32Array(most);
  const table = new Uint8Array(most);
  const row = new Uint32Array(most);
  const next = from.map(({ elementOf, ids }) => nextFed(0, ids.length, elementOf));
  let length = 0;
  for (;;) {
    let best = -1;
    from.forEach(({ ids, kindOf }, t) => {
      const i = next[t] ?? 0;
      if (i >= ids.length) return;
      const other = from[best];
      if (other === undefined) {
        best = t;
        return;
      }
      const j = next[best] ?? 0;
      const order = ids.compare(i, other.ids, j);
      if (order < 0 || (order === 0 && kindOf(i) < other.kindOf(j))) best = t;
    });
    const chosen = from[best];
    if (chosen === undefined) break;
    const i = next[best] ?? 0;
    kind[length] = chosen.kindOf(i);
    element[length] = chosen.elementOf(i) ?? -1;
    table[length] = best;
    row[length++] = i;
    next[best] = nextFed(i + 1, chosen.ids.length, chosen.elementOf);
  }
  const rowOf = (source: number) => ({
    table: TABLES[table[source] ?? 0] ?? 'nodes',
    row: row[source] ?? 0,
  });
  return {
    length,
    kind: kind.subarray(0, length),
    element: element.subarray(0, length),
    rowOf,
    placeOf: (source) => {
      const at = rowOf(source);
      const { lon_deg: lon, lat_deg: lat } = rows[at.table].row(at.row);
      return { lon, lat };
    },
  };
}

function nextFed(from: number, end: number, elementOf: Candidates['elementOf']): number {
  let row = from;
  while (row < end && elementOf(row) === undefined) row++;
  return row;
}
