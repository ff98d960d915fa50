import type { Row } from '../../src/model/record.ts';
import type { CountyPlan } from './county-plan.ts';
import { geodesicLength } from './earth.ts';
import { LV_KV, MV_KV, namePlate, SAG, SNAKING } from './equipment.ts';
import { sectionId, transformersOf, type Feeder, type LineNode, type Tie } from './feeder.ts';
import { meteredPeaks, transformerPeaks } from './peaks.ts';
import type { Point } from './plane.ts';
import type { Random } from './random.ts';
import { switchRows } from './switches.ts';

type FeederRows = {
  [T in 'nodes' | 'feeders' | 'sections' | 'switches' | 'distribution_transformers' | 'peaks']: Row<T>[];
};

/** Shares of elements whose figure the books do not have (chosen). */
const UNKNOWN_OUTLET_SHARE = 0.06;
const UNKNOWN_RATING_SHARE = 0.015;
const UNKNOWN_BAYS_SHARE = 0.04;

/** Numbers of bays that units are built with, by kind of node. */
const BAYS: Partial<Record<LineNode['kind'], readonly number[]>> = {
  rmu: [4, 6, 8, 10],
  'switching-station': [8, 10, 12, 14, 16],
  'branch-box': [3, 4, 5, 6],
};

/** A line's geometry and its length as laid, 0.1 m, from the coordinates that are written. */
export const laidLine = (
  plan: CountyPlan,
  path: readonly Point[],
  laying: 'overhead' | 'cable',
): { length_m: number; path_wkt: readonly number[] | null } => {
  const places = path.map(plan.place);
  const laid = geodesicLength(places) * (laying === 'cable' ? SNAKING : SAG);
  return {
    length_m: Math.round(laid * 10) / 10,
    path_wkt: places.length > 2 ? places.flatMap((p) => [p.lon, p.lat]) : null,
  };
};

/** Bays: the smallest housing that holds what is connected, often with some to spare, sometimes not on the books. */
const baysAt = (
  kind: LineNode['kind'],
  used: number,
  random: Random,
): Pick<Row<'nodes'>, 'bays_spare' | 'bays_used'> => {
  const sizes = (BAYS[kind] ?? []).filter((size) => size >= used);
  const size = sizes[random.chance(0.3) ? 1 : 0] ?? sizes[0];
  if (size === undefined || random.chance(UNKNOWN_BAYS_SHARE)) return { bays_spare: null, bays_used: null };
  return { bays_spare: size - used, bays_used: used };
};

const busbarNodes = (plan: CountyPlan, spareBays: ReadonlyMap<string, number>): Row<'nodes'>[] =>
  plan.substations.flatMap((s) =>
    s.busbars.map((b): Row<'nodes'> => {
      const { lon, lat } = plan.place(b.node.at);
      const bays = { bays_spare: spareBays.get(b.node.id) ?? 0, bays_used: b.feeders.length };
      const name = `${s.name}${b.name}`;
      return { id: b.node.id, name, kind: 'busbar', kv: MV_KV, lon_deg: lon, lat_deg: lat, ...bays };
    }),
  );

/** Cables and lines that end at each node: the one to its parent, those to its children, ties. */
const endsAt = (feeders: readonly Feeder[], ties: readonly Tie[]): ReadonlyMap<LineNode, number> => {
  const ends = new Map<LineNode, number>();
  const count = (node: LineNode): unknown => ends.set(node, (ends.get(node) ?? 0) + 1);
  for (const node of feeders.flatMap((f) => f.nodes)) [node, node.parent!].forEach(count);
  for (const tie of ties) [tie.from, tie.to].forEach(count);
  return ends;
};

const sectionRow = (plan: CountyPlan, feeder: Feeder, node: LineNode): Row<'sections'> => ({
  id: sectionId(node),
  feeder_id: feeder.id,
  from_node_id: node.parent!.id,
  to_node_id: node.id,
  conductor_type_id: node.conductor.id,
  limit_a: null,
  ...laidLine(plan, node.path, node.laying),
});

const tieRow = (plan: CountyPlan, tie: Tie): Row<'sections'> => ({
  id: tie.id,
  feeder_id: null,
  from_node_id: tie.from.id,
  to_node_id: tie.to.id,
  conductor_type_id: tie.conductor.id,
  limit_a: null,
  ...laidLine(plan, tie.path, tie.conductor.laying === 'cable' ? 'cable' : 'overhead'),
});

const transformerRows = (
  plan: CountyPlan,
  feeder: Feeder,
  random: Random,
): Row<'distribution_transformers'>[] =>
  transformersOf(feeder).map((t) => {
    const { lon, lat } = plan.place(t.at);
    return {
      id: t.id,
      name: t.name,
      node_id: t.node.id,
      lv_point_id: t.lv.length > 0 ? `${t.id}-l0` : null,
      ownership: t.ownership,
      rating_kva: random.chance(UNKNOWN_RATING_SHARE) ? null : t.ratingKva,
      lon_deg: lon,
      lat_deg: lat,
      hv_kv: MV_KV,
      lv_kv: LV_KV,
      ...namePlate(t.ratingKva),
      i0_percent: null,
      tap_pu: 1,
    };
  });

const nodeRow = (plan: CountyPlan, node: LineNode, used: number, random: Random): Row<'nodes'> => {
  const { lon, lat } = plan.place(node.at);
  const { id, name, kind } = node;
  return { id, name, kind, kv: MV_KV, lon_deg: lon, lat_deg: lat, ...baysAt(kind, used, random) };
};

const feederRow = (feeder: Feeder, random: Random): Row<'feeders'> => ({
  id: feeder.id,
  name: feeder.name,
  kind: feeder.area === 'dedicated' ? 'dedicated' : 'public',
  busbar_id: feeder.busbar.id,
  outlet_limit_a: random.chance(UNKNOWN_OUTLET_SHARE) ? null : feeder.outletLimitA,
});

/** Rows of everything between the busbars and the transformers. `spareBays` counts spare bays per busbar node. */
export const feederRows = (plan: CountyPlan, spareBays: ReadonlyMap<string, number>): FeederRows => {
  const { feeders, ties } = plan;
  const random = plan.random('feeder-rows');
  const ends = endsAt(feeders, ties);
  return {
    nodes: [
      ...busbarNodes(plan, spareBays),
      ...feeders.flatMap((f) => f.nodes.map((n) => nodeRow(plan, n, ends.get(n)!, random))),
    ],
    feeders: feeders.map((f) => feederRow(f, random)),
    sections: [
      ...feeders.flatMap((f) => f.nodes.map((n) => sectionRow(plan, f, n))),
      ...ties.map((tie) => tieRow(plan, tie)),
    ],
    switches: switchRows(feeders, ties),
    distribution_transformers: feeders.flatMap((f) => transformerRows(plan, f, random)),
    peaks: feeders.flatMap((f) => [
      ...meteredPeaks('feeder', f.id, f.headKva, random),
      ...transformerPeaks(f, random),
    ]),
  };
};
