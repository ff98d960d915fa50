import type { OfferedPlan } from '../../src/model/offered-answer.ts';
import type { RegionRows, Row } from '../../src/model/record.ts';
import type { Offered } from './held-rows.ts';

interface Cut {
  readonly plan: OfferedPlan;
  readonly sectionId: string;
  readonly alongM: number;
  readonly node: string;
}

/** Sections cut into, as they are once the ring main units stand there, and where each plan is supplied then. */
export interface CutGrid {
  readonly rows: RegionRows;
  readonly nodeOf: (plan: OfferedPlan, nodeId: string) => string;
}

function piecesOf(section: Row<'sections'>, cuts: readonly Cut[], far: string): Row<'sections'>[] {
  const near = section.from_node_id === far ? section.to_node_id : section.from_node_id;
  const ends = [near, ...cuts.map(({ node }) => node), far];
  const along = [0, ...cuts.map(({ alongM }) => alongM), section.length_m];
  return ends.slice(1).map((to_node_id, i) => ({
    ...section,
    ...{ id: i === 0 ? section.id : `${section.id}~${i}`, from_node_id: ends[i]!, to_node_id },
    length_m: Math.max(0, along[i + 1]! - along[i]!),
  }));
}

/** Cuts sections where the chosen plans are looped in; of such a plan the source is the far end of its section. */
export function cutSections(rows: RegionRows, chosen: readonly Offered[]): CutGrid {
  const cuts = chosen.flatMap((plan, i) =>
    plan.because
      .filter(({ key }) => key === 'cut-in-at')
      .map(({ values }): Cut => ({
        ...{ plan, node: `cut-${i}`, sectionId: String(values['sectionId']) },
        alongM: Number(values['alongM']),
      })),
  );
  const at = (id: string): Cut[] =>
    cuts.filter(({ sectionId }) => sectionId === id).sort((a, b) => a.alongM - b.alongM);
  const farOf = (id: string): string | undefined => at(id)[0]?.plan.sources[0]!.nodeId;
  const model = rows.nodes[0]!;
  return {
    rows: {
      ...rows,
      nodes: [...rows.nodes, ...cuts.map(({ node }) => ({ ...model, id: node, kind: 'rmu' as const }))],
      sections: rows.sections.flatMap((one) => {
        const far = farOf(one.id);
        return far === undefined ? [one] : piecesOf(one, at(one.id), far);
      }),
      switches: rows.switches.map((one) => {
        const far = farOf(one.section_id);
        return far !== one.node_id
          ? one
          : { ...one, section_id: `${one.section_id}~${at(one.section_id).length}` };
      }),
    },
    nodeOf: (plan, nodeId) => cuts.find((one) => one.plan === plan)?.node ?? nodeId,
  };
}
