import type { Row } from '../model/record.ts';
import { type Forest, ratingOf } from './forest.ts';
import type { GridRows } from './grid-rows.ts';

/** A switch that can move load. */
export interface SwitchRow {
  readonly id: string;
  /** Section it sits on; -1 on a tie. */
  readonly element: number;
  /** Tie it sits on; -1 on a section of the forest. */
  readonly tie: number;
  /** Whether it sits at the far end of its section, seen from the substation; of a tie, at its `to` end. */
  readonly far: boolean;
  readonly normallyOpen: boolean;
}

/** A section kept open, between two places that are fed. */
export interface TieRow {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly ratingKva: number | null;
}

/** Both in the order of their ids. */
export interface Switching {
  readonly switches: readonly SwitchRow[];
  readonly ties: readonly TieRow[];
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

function openSections(rows: GridRows, forest: Forest): TieRow[] {
  const open = new Set(rows.switches.filter((row) => row.normally_open).map((row) => row.section_id));
  const nodes = new Map(rows.nodes.map((row) => [row.id, row]));
  const ampacity = new Map(rows.conductor_types.map((row) => [row.id, row.ampacity_a]));
  const radial = (element: number): boolean => !forest.meshed.has(forest.feeder[element] ?? -1);
  return [...rows.sections].sort(byId).flatMap((row): TieRow[] => {
    const [from, to] = [forest.atNode.get(row.from_node_id), forest.atNode.get(row.to_node_id)];
    const [kv, other] = [nodes.get(row.from_node_id)?.kv, nodes.get(row.to_node_id)?.kv];
    if (!open.has(row.id) || from === undefined || to === undefined || from === to) return [];
    if (kv === undefined || kv !== other || !radial(from) || !radial(to)) return [];
    const amperes = row.limit_a ?? ampacity.get(row.conductor_type_id);
    return [{ id: row.id, from, to, ratingKva: ratingOf(kv, amperes) }];
  });
}

/**
 * The switches and ties with which load can be moved: on radial feeders, with both ends fed at one voltage.
 *
 * A section with a normally open switch conducts nothing and belongs to no feeder's flow: it is a tie. A switch sits at
 * one end of a tie or of a section of the forest. An open section that leads to an unfed place moves
 * nothing and is left out (the place itself is a finding).
 *
 * @cost O(n log n) in sections and switches.
 */
export function switchingOf(rows: GridRows, forest: Forest): Switching {
  const ties = openSections(rows, forest);
  const tieOf = new Map(ties.map((tie, i) => [tie.id, i]));
  const sectionOf = new Map<string, number>();
  forest.kind.forEach((kind, e) => {
    if (kind === 'section' && !forest.meshed.has(forest.feeder[e] ?? -1))
      sectionOf.set(forest.id[e] ?? '', e);
  });
  const sections = new Map(rows.sections.map((row) => [row.id, row]));
  const sitsAtAnEnd = (row: Row<'switches'>): boolean => {
    const section = sections.get(row.section_id);
    return row.node_id === section?.from_node_id || row.node_id === section?.to_node_id;
  };
  const switches = [...rows.switches].sort(byId).flatMap((row): SwitchRow[] => {
    const [tie, element] = [tieOf.get(row.section_id) ?? -1, sectionOf.get(row.section_id) ?? -1];
    if ((tie < 0 && element < 0) || (!row.normally_open && !sitsAtAnEnd(row))) return [];
    const at = forest.atNode.get(row.node_id);
    const far = tie < 0 ? at === element : at === ties[tie]?.to;
    return [{ id: row.id, element, tie, far, normallyOpen: row.normally_open }];
  });
  return { switches, ties };
}
