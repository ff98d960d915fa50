import type { Row } from '../../model/record.ts';
import { branchesOf, isLine, type Branch } from './branches.ts';
import type { Line } from './bus-grid.ts';
import type { Found } from './found.ts';
import type { Survey } from './survey.ts';
import { traceFeeders, type Traced } from './trace-feeders.ts';

/** A switch between buses as a conductor. */
const IDEAL: Line['type'] = {
  name: null,
  laying: 'unknown',
  r_ohm_per_km: 0,
  x_ohm_per_km: 0,
  b_us_per_km: 0,
  ampacity_a: null,
};

const typeOf = ({ of }: Branch): Line['type'] => (isLine(of) ? of.type : IDEAL);

/** Named after all it says, so that the same type has the same id whatever else is in the file. */
const typeId = (stem: string, type: Line['type']): string => {
  const { name, laying, r_ohm_per_km: r, x_ohm_per_km: x, b_us_per_km: b, ampacity_a: a } = type;
  return `${stem}/type/${name ?? ''}/${laying} ${[r, x, b, a].map((value) => value ?? '-').join(' ')}`;
};

function* typeRows(stem: string, branches: readonly Branch[]): Generator<Found> {
  const seen = new Set<string>();
  for (const branch of branches) {
    const type = typeOf(branch);
    const id = typeId(stem, type);
    if (seen.has(id)) continue;
    seen.add(id);
    yield { table: 'conductor_types', row: { id, ...type }, of: branch.of };
  }
}

const sharedOf = (stem: string, branch: Branch) => {
  const { of } = branch;
  const figures = isLine(of)
    ? { length_m: of.lengthM, limit_a: of.limitA, path_wkt: of.path }
    : { length_m: 0, limit_a: of.ratedA, path_wkt: null };
  return { id: of.id, conductor_type_id: typeId(stem, typeOf(branch)), ...figures };
};

const kindOf = (closed: boolean, atBusbar: boolean): Row<'switches'>['kind'] =>
  !closed ? 'tie' : atBusbar ? 'outlet' : 'sectionalising';

function* switchRows({ busbarNodes, nodeOf }: Survey, branch: Branch): Generator<Found> {
  const sits = isLine(branch.of)
    ? branch.switches.map((of) => ({ of, node: nodeOf(of.bus), closed: of.closed }))
    : [{ of: branch.of, node: branch.ends[0], closed: branch.of.closed }];
  for (const { of, node, closed } of sits) {
    const kind = kindOf(
      closed,
      busbarNodes.has(node) || (!isLine(branch.of) && busbarNodes.has(branch.ends[1])),
    );
    const state = { section_id: branch.of.id, node_id: node, normally_open: !closed };
    yield { table: 'switches', row: { id: of.id, name: of.name, kind, ...state }, of };
  }
}

function* sectionRows(survey: Survey, branch: Branch, { feederOf }: Traced): Generator<Found> {
  const [from_node_id, to_node_id] = branch.ends;
  const shared = sharedOf(survey.grid.stem, branch);
  const row = { ...shared, feeder_id: feederOf.get(branch) ?? null, from_node_id, to_node_id };
  yield { table: 'sections', row, of: branch.of };
  yield* switchRows(survey, branch);
}

/** The record has no low-voltage switches: what conducts is a line, what does not is left out. */
function* lvRows(survey: Survey, branch: Branch): Generator<Found> {
  const [from_point_id, to_point_id] = branch.ends;
  const what = isLine(branch.of) ? 'low-voltage line' : 'low-voltage switch';
  for (let i = 0; i < branch.switches.length; i++) yield { leftOut: 'switch of a low-voltage line' };
  if (branch.open.includes(true)) yield { leftOut: `open ${what}` };
  else {
    const row = { ...sharedOf(survey.grid.stem, branch), from_point_id, to_point_id };
    yield { table: 'lv_lines', row, of: branch.of };
  }
}

function* feederRows({ nodeOf }: Survey, { feeders }: Traced): Generator<Found> {
  for (const { id, busbar, outlet } of feeders) {
    const { of, switches } = outlet;
    const rated = isLine(of)
      ? switches.filter(({ bus }) => nodeOf(bus) === busbar).map(({ ratedA }) => ratedA)
      : [of.ratedA];
    const known = rated.filter((amperes) => amperes !== null);
    const outlet_limit_a = known.length === 0 ? null : Math.min(...known);
    const row = { id, name: of.name, kind: 'public', busbar_id: busbar, outlet_limit_a } as const;
    yield { table: 'feeders', row, of };
  }
}

/** Feeders, conductor types, sections with their switches, and low-voltage lines. */
export function* branchRows(survey: Survey): Generator<Found> {
  const { branches, rest } = branchesOf(survey);
  const mv = branches.filter(({ level }) => level === 'mv');
  const traced = traceFeeders(mv, survey.busbarNodes);
  yield* rest;
  yield* feederRows(survey, traced);
  yield* typeRows(survey.grid.stem, branches);
  for (const branch of mv) yield* sectionRows(survey, branch, traced);
  for (const branch of branches) if (branch.level === 'lv') yield* lvRows(survey, branch);
}
