import type { RegionRows, Row } from '../../src/model/record.ts';
import { rowOf } from './drawn-grid.ts';
import { seeded } from './random-grid.ts';
import { randomSwitchedGrid } from './random-switched-grid.ts';
import { flowsOf } from './reference/plain-flows.ts';

/**
 * A small switched grid whose peaks are exact: every node draws one figure, every meter reads the sum of what hangs below
 * it, in one season. The loads stand in `customers`, where the planner does not look for them: meters say all.
 */
export function exactLoads(seed: number): RegionRows {
  const random = seeded(seed + 7000);
  const drawn = randomSwitchedGrid(seed);
  const bars = new Set(drawn.busbar_sections.map(({ node_id }) => node_id));
  const bare: RegionRows = {
    ...drawn,
    peaks: [],
    commitments: [],
    distribution_transformers: [],
    customers: drawn.nodes
      .filter(({ id }) => !bars.has(id))
      .map(({ id }) =>
        rowOf('customers', {
          ...{ id: `L-${id}`, at_kind: 'node', at_id: id },
          ...{ load_kw: 50 + Math.floor(random() * 700), load_kvar: 0 },
        }),
      ),
  };
  const peak = (element_kind: Row<'peaks'>['element_kind'], element_id: string, peak_kva: number) =>
    rowOf('peaks', {
      ...{ element_kind, element_id, season: 'unspecified', measured_on: '2026-07-20', quality: 'measured' },
      peak_kva,
    });
  const KINDS: Readonly<Record<string, Row<'peaks'>['element_kind']>> = { outlet: 'feeder' };
  const peaks = [...flowsOf(bare, [], []).elements].flatMap(([name, { kva }]) => {
    const [kind = '', id = ''] = name.split('/');
    return kind === 'tie' || kind === 'bay'
      ? []
      : [peak(KINDS[kind] ?? (kind as Row<'peaks'>['element_kind']), id, kva)];
  });
  return { ...bare, peaks };
}
