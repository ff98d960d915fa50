import { floorCkva } from './floor-ckva.ts';
import type { IncomingLine } from './incoming-lines.ts';
import type { Columns } from './layout.ts';
import type { StringTable } from './string-table.ts';
import type { Switching } from './switching.ts';

/** Fills the columns of switches and ties. */
export function writeSwitching(columns: Columns, { switches, ties }: Switching, strings: StringTable): void {
  switches.forEach(({ id, element, tie, far, normallyOpen }, i) => {
    columns.switchId[i] = strings.add(id);
    columns.switchElement[i] = element;
    columns.switchTie[i] = tie;
    columns.switchFar[i] = far ? 1 : 0;
    columns.switchOpen[i] = normallyOpen ? 1 : 0;
  });
  ties.forEach(({ id, from, to, ratingKva }, i) => {
    columns.tieId[i] = strings.add(id);
    columns.tieFrom[i] = from;
    columns.tieTo[i] = to;
    columns.tieRatingCkva[i] = floorCkva(ratingKva);
  });
}

/** Fills the columns of the lines that feed substations. */
export function writeIncoming(columns: Columns, lines: readonly IncomingLine[], strings: StringTable): void {
  lines.forEach(({ to, from, station }, i) => {
    columns.incomingTo[i] = to;
    columns.incomingFrom[i] = strings.add(from);
    columns.incomingStation[i] = station;
  });
}
