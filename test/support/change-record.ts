import type { RegionRows, Row } from '../../src/model/record.ts';
import type { WhatIfQuery } from '../../src/model/what-if.ts';
import { rowOf } from './drawn-grid.ts';

/** Feeder of every conducting section, traced from the busbars; `null` where a section leaves a busbar without one. */
function retrace(rows: RegionRows): RegionRows | null {
  const open = new Set(rows.switches.filter((row) => row.normally_open).map((row) => row.section_id));
  const busbars = new Set(rows.busbar_sections.map((row) => row.node_id));
  const feederOf = new Map<string, string | null>();
  const queue = rows.sections.flatMap((row) => {
    const end = [row.from_node_id, row.to_node_id].find((node) => busbars.has(node));
    return open.has(row.id) || end === undefined ? [] : [{ row, from: end, feeder: row.feeder_id }];
  });
  for (const { row, from, feeder } of queue) {
    if (feederOf.has(row.id)) continue;
    feederOf.set(row.id, feeder);
    const far = row.from_node_id === from ? row.to_node_id : row.from_node_id;
    for (const next of rows.sections) {
      if (open.has(next.id) || feederOf.has(next.id)) continue;
      if (next.from_node_id === far || next.to_node_id === far) queue.push({ row: next, from: far, feeder });
    }
  }
  if ([...feederOf.values()].includes(null)) return null;
  return {
    ...rows,
    sections: rows.sections.map((row) => ({ ...row, feeder_id: feederOf.get(row.id) ?? row.feeder_id })),
  };
}

/** The record as it would read had a question's changes been made; knows nodes, sections of a type, and ratings. */
export function changeRecord(rows: RegionRows, query: WhatIfQuery): RegionRows | null {
  const closed = new Map(query.switches.map((one) => [one.switchId, one.closed]));
  const kv = new Map(rows.nodes.map((row) => [row.id, row.kv]));
  const nodes = query.sections.flatMap(({ newNode, fromNodeId, toNodeId }) =>
    newNode
      ? rowOf('nodes', { id: toNodeId, kind: 'pole', kv: kv.get(fromNodeId)!, lon_deg: 113, lat_deg: 34 })
      : [],
  );
  const ratings = new Map(
    query.transformers.flatMap((unit) => ('transformerId' in unit ? [[unit.transformerId, unit]] : [])),
  );
  const rerated = <R extends Row<'main_transformers' | 'distribution_transformers'>>(row: R): R => {
    const unit = ratings.get(row.id);
    if (unit === undefined) return row;
    const share = unit.ratingKva / row.rating_kva!;
    const times = (figure: number | null) => (figure === null ? null : figure * share);
    return { ...row, rating_kva: unit.ratingKva, pk_kw: times(row.pk_kw), p0_kw: times(row.p0_kw) };
  };
  return retrace({
    ...rows,
    nodes: [...rows.nodes, ...nodes],
    switches: rows.switches.map((row) => ({
      ...row,
      normally_open: !(closed.get(row.id) ?? !row.normally_open),
    })),
    sections: [
      ...rows.sections,
      ...query.sections.map((section, i) =>
        rowOf('sections', {
          id: section.id ?? `new-section-${i + 1}`,
          from_node_id: section.fromNodeId,
          to_node_id: section.toNodeId,
          conductor_type_id: section.conductorTypeId!,
          length_m: section.lengthM,
        }),
      ),
    ],
    main_transformers: rows.main_transformers.map(rerated),
    distribution_transformers: rows.distribution_transformers.map(rerated),
    customers: [
      ...rows.customers,
      ...query.loads.map(({ nodeId, kw, kvar }, i) =>
        rowOf('customers', {
          id: `added-${i}`,
          at_kind: 'node',
          at_id: nodeId,
          load_kw: kw,
          load_kvar: kvar,
        }),
      ),
    ],
  });
}
