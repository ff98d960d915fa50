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

/** Ends of every section, as rows of its nodes. */
interface Sections {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

function openSections(rows: GridRows, forest: Forest, { from: ends, to: others }: Sections): TieRow[] {
  const { sections, switches, nodes } = rows;
  const isOpen = new Uint8Array(sections.length);
  sections.named(switches.texts('section_id')).forEach((section, i) => {
    if (section >= 0 && switches.row(i).normally_open) isOpen[section] = 1;
  });
  const ampacity = new Map(Array.from(rows.conductor_types, (row) => [row.id, row.ampacity_a]));
  const radial = (element: number): boolean => !forest.meshed.has(forest.feeder[element] ?? -1);
  const ties: TieRow[] = [];
  isOpen.forEach((open, i) => {
    if (open === 0) return;
    const one = ends[i] ?? -1;
    const other = others[i] ?? -1;
    const from = forest.atNode.at(one);
    const to = forest.atNode.at(other);
    if (from === undefined || to === undefined || from === to) return;
    const { kv } = nodes.row(one);
    if (kv !== nodes.row(other).kv || !radial(from) || !radial(to)) return;
    const row = sections.row(i);
    const amperes = row.limit_a ?? ampacity.get(row.conductor_type_id);
    ties.push({ id: row.id, from, to, ratingKva: ratingOf(kv, amperes) });
  });
  return ties;
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
  const { sections, switches, nodes } = rows;
  const ends = {
    from: nodes.named(sections.texts('from_node_id')),
    to: nodes.named(sections.texts('to_node_id')),
  };
  const ties = openSections(rows, forest, ends);
  const tieOf = new Map(ties.map((tie, i) => [tie.id, i]));
  const elementOf = new Int32Array(sections.length).fill(-1);
  forest.kind.forEach((kind, e) => {
    if (kind === 'section' && !forest.meshed.has(forest.feeder[e] ?? -1)) elementOf[forest.row[e] ?? -1] = e;
  });
  const sectionOf = sections.named(switches.texts('section_id'));
  const nodeOf = nodes.named(switches.texts('node_id'));
  const moving: SwitchRow[] = [];
  sectionOf.forEach((section, i) => {
    const row = switches.row(i);
    const tie = tieOf.get(row.section_id) ?? -1;
    const element = elementOf[section] ?? -1;
    const node = nodeOf[i] ?? -1;
    const sitsAtAnEnd = node >= 0 && (node === ends.from[section] || node === ends.to[section]);
    if ((tie < 0 && element < 0) || (!row.normally_open && !sitsAtAnEnd)) return;
    const at = forest.atNode.at(node);
    const far = tie < 0 ? at === element : at === ties[tie]?.to;
    moving.push({ id: row.id, element, tie, far, normallyOpen: row.normally_open });
  });
  return { switches: moving, ties };
}
