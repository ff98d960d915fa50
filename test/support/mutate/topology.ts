import type { RegionRows } from '../../../src/model/record.ts';
import { apart, moved, openSections, pick, withMore, withRows, type Mutation } from './mutation.ts';

/** Nodes and points that no busbar reaches, by plain search. */
function unreached(rows: RegionRows): Set<string> {
  const open = openSections(rows);
  const next = new Map<string, string[]>();
  const join = (a: string, b: string): void => {
    next.set(a, [...(next.get(a) ?? []), b]);
    next.set(b, [...(next.get(b) ?? []), a]);
  };
  for (const row of rows.sections) if (!open.has(row.id)) join(`n${row.from_node_id}`, `n${row.to_node_id}`);
  for (const row of rows.lv_lines) join(`l${row.from_point_id}`, `l${row.to_point_id}`);
  for (const row of rows.distribution_transformers)
    if (row.lv_point_id) join(`n${row.node_id}`, `l${row.lv_point_id}`);
  const seen = new Set(rows.busbar_sections.map((row) => `n${row.node_id}`));
  for (const at of seen) for (const to of next.get(at) ?? []) seen.add(to);
  const all = [...rows.nodes.map((row) => `n${row.id}`), ...rows.lv_points.map((row) => `l${row.id}`)];
  return new Set(all.filter((name) => !seen.has(name)).map((name) => name.slice(1)));
}

/** A line is missing: what hangs behind it is cut off. */
export const cutOff: Mutation = (rows, random) => {
  const open = openSections(rows);
  const closed = rows.sections.filter((row) => !open.has(row.id));
  const lv = random() < 0.4 ? pick(rows.lv_lines, random) : undefined;
  const gone = lv?.id ?? pick(closed, random)?.id;
  const cut = {
    ...rows,
    sections: rows.sections.filter((row) => row.id !== gone || lv !== undefined),
    switches: rows.switches.filter((row) => row.section_id !== gone || lv !== undefined),
    lv_lines: rows.lv_lines.filter((row) => row.id !== gone || lv === undefined),
  };
  const [first] = unreached(cut);
  return first === undefined ? null : { rows: cut, code: 'island', ids: [first] };
};

/** A section ends at a node of its own instead of the one that stands there. */
export const splitNode: Mutation = (rows, random) => {
  const busbars = new Set(rows.busbar_sections.map((row) => row.node_id));
  const section = pick(rows.sections, random);
  if (section === undefined) return null;
  const end = random() < 0.5 ? ('from_node_id' as const) : ('to_node_id' as const);
  const node = rows.nodes.find(({ id }) => id === section[end]);
  if (node === undefined || busbars.has(node.id)) return null;
  const id = `${node.id}/split`;
  const twin = moved({ ...node, id }, 10 * random() - 5, 10 * random() - 5);
  const pointed = withRows(rows, 'sections', (row) => (row.id === section.id ? { ...row, [end]: id } : row));
  const moving = withRows(pointed, 'switches', (row) =>
    row.section_id === section.id && row.node_id === node.id ? { ...row, node_id: id } : row,
  );
  return { rows: withMore(moving, 'nodes', [twin]), code: 'dangling-end', ids: [id] };
};

/** The same on low voltage. */
export const splitPoint: Mutation = (rows, random) => {
  const line = pick(rows.lv_lines, random);
  if (line === undefined) return null;
  const end = random() < 0.5 ? ('from_point_id' as const) : ('to_point_id' as const);
  const point = rows.lv_points.find(({ id }) => id === line[end])!;
  const id = `${point.id}/split`;
  const twin = moved({ ...point, id }, 6 * random() - 3, 6 * random() - 3);
  const pointed = withRows(rows, 'lv_lines', (row) => (row.id === line.id ? { ...row, [end]: id } : row));
  return { rows: withMore(pointed, 'lv_points', [twin]), code: 'dangling-end', ids: [id] };
};

/** A normally open switch is recorded as closed. */
export const closeTie: Mutation = (rows, random) => {
  const dead = unreached(rows);
  const nodes = new Map(rows.sections.map((row) => [row.id, [row.from_node_id, row.to_node_id]]));
  // A tie to a place that nothing else feeds closes no ring.
  const real = rows.switches.filter(
    (row) => row.normally_open && !nodes.get(row.section_id)!.some((id) => dead.has(id)),
  );
  const tie = pick(real, random);
  if (tie === undefined) return null;
  const closed = withRows(rows, 'switches', (row) =>
    row.section_id === tie.section_id ? { ...row, normally_open: false } : row,
  );
  return { rows: closed, code: 'closed-loop', or: ['fed-twice'], ids: [tie.section_id], subject: 'section' };
};

/** A second way inside one feeder. */
export const ringInFeeder: Mutation = (rows, random) => {
  const open = openSections(rows);
  const model = pick(
    rows.sections.filter((row) => row.feeder_id !== null && !open.has(row.id)),
    random,
  );
  if (model === undefined) return null;
  const own = rows.sections.filter((row) => row.feeder_id === model.feeder_id && !open.has(row.id));
  const [a, b] = [pick(own, random)!.to_node_id, pick(own, random)!.from_node_id];
  if (a === b) return null;
  const ring = { ...model, id: 'ring', from_node_id: a, to_node_id: b, path_wkt: null };
  return { rows: withMore(rows, 'sections', [ring]), code: 'closed-loop', ids: ['ring'], subject: 'section' };
};

/** A second way inside one low-voltage network. */
export const ringInLowVoltage: Mutation = (rows, random) => {
  const line = pick(rows.lv_lines, random);
  const beyond = rows.lv_lines.find((row) => row.from_point_id === line?.to_point_id);
  if (line === undefined || beyond === undefined) return null;
  const ring = { ...line, id: 'ring', to_point_id: beyond.to_point_id, path_wkt: null };
  const ids = ['ring', line.id, beyond.id];
  return { rows: withMore(rows, 'lv_lines', [ring]), code: 'closed-loop', ids, subject: 'lv-line' };
};

/** Two feeders come to stand end to end, and nobody recorded the switch between them. */
export const untiedEnds: Mutation = (rows, random) => {
  const ways = new Map<string, string[]>();
  for (const row of rows.sections) {
    for (const end of [row.from_node_id, row.to_node_id]) ways.set(end, [...(ways.get(end) ?? []), row.id]);
  }
  const sections = new Map(rows.sections.map((row) => [row.id, row]));
  const busbars = new Set(rows.busbar_sections.map((row) => row.node_id));
  const feederOf = (node: string): string | null =>
    sections.get(ways.get(node)?.[0] ?? '')?.feeder_id ?? null;
  const dead = rows.nodes.filter(
    ({ id }) => ways.get(id)?.length === 1 && !busbars.has(id) && feederOf(id) !== null,
  );
  const end = pick(dead, random);
  const model = pick(rows.sections, random);
  if (end === undefined || model === undefined || model.feeder_id === null) return null;
  const [one, other] = [feederOf(end.id), model.feeder_id];
  const isTied = rows.sections.some(
    (row) => [row.from_node_id, row.to_node_id].map(feederOf).sort().join() === [one, other].sort().join(),
  );
  const from = rows.nodes.find(({ id }) => id === model.to_node_id);
  if (one === other || isTied || from === undefined || busbars.has(from.id)) return null;
  const pole = moved({ ...end, id: 'end' }, 80 * random() - 40, 80 * random() - 40);
  const length_m = apart(from, pole);
  const way = { ...model, id: 'way', from_node_id: from.id, to_node_id: 'end', path_wkt: null, length_m };
  const grown = withMore(withMore(rows, 'nodes', [pole]), 'sections', [way]);
  return { rows: grown, code: 'missing-tie', ids: ['end', end.id] };
};

/** A section is booked under another feeder than the one that feeds it. */
export const wrongFeeder: Mutation = (rows, random) => {
  const open = openSections(rows);
  const section = pick(
    rows.sections.filter((row) => row.feeder_id !== null && !open.has(row.id)),
    random,
  );
  const feeder = pick(
    rows.feeders.filter(({ id }) => id !== section?.feeder_id),
    random,
  );
  if (section === undefined || feeder === undefined) return null;
  // An outlet may be booked under any feeder of its busbar, as far as anybody can see.
  const busbars = new Set(rows.busbar_sections.map((row) => row.node_id));
  if (busbars.has(section.from_node_id) || busbars.has(section.to_node_id)) return null;
  const booked = withRows(rows, 'sections', (row) =>
    row.id === section.id ? { ...row, feeder_id: feeder.id } : row,
  );
  return { rows: booked, code: 'feeder-mismatch', ids: [] };
};

/** A closed section names no feeder. */
export const noFeeder: Mutation = (rows, random) => {
  const open = openSections(rows);
  const section = pick(
    rows.sections.filter((row) => !open.has(row.id)),
    random,
  );
  if (section === undefined) return null;
  const booked = withRows(rows, 'sections', (row) =>
    row.id === section.id ? { ...row, feeder_id: null } : row,
  );
  return { rows: booked, code: 'section-without-feeder', ids: [section.id] };
};
