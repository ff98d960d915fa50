import { ELEMENT_KINDS } from '../model/plan.ts';
import { floorCkva } from './floor-ckva.ts';
import { elementOrder } from './element-order.ts';
import type { Forest } from './forest.ts';
import type { GridRows } from './grid-rows.ts';
import type { Columns } from './layout.ts';
import type { StringTable } from './string-table.ts';

/** Substation that an element itself names, as a number; `undefined` = it hangs where the one above it does. */
function ownStation(rows: GridRows, forest: Forest): (e: number) => number | undefined {
  const { substations, main_transformers: mains, busbar_sections: busbars } = rows;
  const ofMain = substations.named(mains.texts('substation_id'));
  const ofBusbar = substations.named(busbars.texts('substation_id'));
  return (e) => {
    const kind = forest.kind[e];
    const row = forest.row[e] ?? -1;
    if (kind === 'main-transformer') return ofMain[row];
    return kind === 'busbar' ? ofBusbar[row] : undefined;
  };
}

function writeElements(columns: Columns, forest: Forest, strings: StringTable, rows: GridRows): void {
  const stationOf = ownStation(rows, forest);
  for (let e = 0; e < forest.id.length; e++) {
    const kind = forest.kind[e] ?? 'substation';
    const up = forest.parent[e] ?? -1;
    const feeder = forest.feeder[e] ?? -1;
    columns.elementId[e] = strings.add(forest.id[e] ?? '');
    columns.elementKind[e] = ELEMENT_KINDS.indexOf(kind);
    columns.elementParent[e] = up;
    columns.elementFeeder[e] = feeder;
    columns.ratingCkva[e] = floorCkva(forest.ratingKva[e] ?? null);
    columns.elementMeshed[e] = forest.meshed.has(feeder) || forest.meshedLv.has(e) ? 1 : 0;
    columns.elementSubstation[e] = stationOf(e) ?? (up < 0 ? -1 : (columns.elementSubstation[up] ?? -1));
    if (kind === 'outlet') columns.feederElement[forest.feeder[e] ?? 0] = e;
  }
  for (const places of [forest.atNode, forest.atPoint])
    for (const [place, e] of places) columns.elementFarEnd[e] = strings.add(place);
}

/** End of every subtree: elements stand parents first. */
function writeEnds({ elementEnd, elementParent }: Columns): void {
  elementEnd.fill(0);
  for (let e = elementEnd.length - 1; e >= 0; e--) {
    const end = Math.max(elementEnd[e] ?? 0, e + 1);
    elementEnd[e] = end;
    const up = elementParent[e] ?? -1;
    if (up >= 0) elementEnd[up] = Math.max(elementEnd[up] ?? 0, end);
  }
}

/** Fills the columns of the elements, feeders and substations. */
export function writeForest(columns: Columns, forest: Forest, strings: StringTable, rows: GridRows): void {
  writeElements(columns, forest, strings, rows);
  writeEnds(columns);
  columns.elementOrder.set(elementOrder(rows, forest));
  let i = 0;
  for (const { id, name, kv, source_voltage_pu: sourcePu } of rows.substations) {
    columns.substationId[i] = strings.add(id);
    columns.substationName[i] = strings.add(name ?? '');
    columns.substationKv[i] = kv;
    columns.substationSourcePu[i++] = sourcePu ?? NaN;
  }
  forest.feeders.forEach((feeder, f) => {
    columns.feederId[f] = strings.add(feeder.id);
    columns.feederDedicated[f] = feeder.kind === 'dedicated' ? 1 : 0;
  });
}
