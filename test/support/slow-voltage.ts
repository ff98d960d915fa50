import type { SupplyRequest } from '../../src/model/demand.ts';
import { SEASONS } from '../../src/model/record.ts';
import type { Snapshot } from '../../src/snapshot/open.ts';
import { complex } from './reference/complex.ts';
import { type SweepNode, objectSweep } from './reference/object-sweep.ts';

interface Asked {
  readonly request: SupplyRequest;
  readonly nodeId: string;
  readonly kva: number;
  readonly cosPhi: number;
  readonly busbarPu: number;
  /** The new line, Ω. */
  readonly line: { readonly rOhm: number; readonly xOhm: number };
}

/**
 * Least voltage of the medium-voltage part of a feeder with a new load at the end of a new line, pu, by the plain sweep on an object
 * graph; the worst season counts.
 */
export function slowLeastVoltage(snapshot: Snapshot, { nodeId, kva, cosPhi, busbarPu, line }: Asked): number {
  const { columns, counts } = snapshot;
  const source = snapshot.findSources(nodeId).find((one) => (columns.sourceKv[one] ?? 0) > 1)!;
  const at = snapshot.elementOf(source);
  // A new outlet has a feeder of its own: nothing but its line.
  const isNew = snapshot.elementKind(at) === 'busbar';
  const outlet = isNew ? at : columns.feederElement[columns.elementFeeder[at]!]!;
  const tan = Math.sqrt(1 / cosPhi ** 2 - 1);
  const isMedium = (e: number): boolean =>
    !['distribution-transformer', 'lv-line'].includes(snapshot.elementKind(e));
  const loadOf = (e: number, season: number): number => {
    let own = columns.loadKva[season * counts.elements + e]! + columns.committedCkva[e]! / 100;
    for (let below = e + 1; below < columns.elementEnd[e]!; below++) {
      if (columns.elementParent[below] === e && isMedium(below)) own -= columns.committedCkva[below]! / 100;
      let up = below;
      while (up !== e && !isMedium(up)) up = columns.elementParent[up]!;
      if (up === e) own += columns.loadKva[season * counts.elements + below]!;
    }
    return isNew ? 0 : own;
  };
  const perLine = (perKm: Float64Array, e: number): number =>
    columns.lineType[e]! < 0 ? 0 : (perKm[columns.lineType[e]!]! * columns.lineM[e]!) / 1000;
  const least = SEASONS.map((_, season) => {
    const nodes: SweepNode[] = [];
    const make = (e: number): SweepNode => {
      const kw = loadOf(e, season) * cosPhi;
      const node: SweepNode = {
        ...{ id: snapshot.elementId(e), kv: columns.elementKv[e]!, children: [] },
        z: complex(perLine(columns.conductorR, e), perLine(columns.conductorX, e)),
        y: complex(0, 0.5e-6 * perLine(columns.conductorB, e)),
        load: complex(kw / 1000, (kw * tan) / 1000),
        voltage: complex(0),
      };
      nodes.push(node);
      if (e === at) {
        const customer: SweepNode = {
          ...{ id: 'customer', kv: node.kv, children: [], voltage: complex(0) },
          z: complex(line.rOhm, line.xOhm),
          y: complex(0, 0),
          load: complex((kva * cosPhi) / 1000, (kva * cosPhi * tan) / 1000),
        };
        nodes.push(customer);
        node.children.push(customer);
      }
      if (isNew) return node;
      for (let below = e + 1; below < columns.elementEnd[e]!; below++)
        if (columns.elementParent[below] === e && isMedium(below)) node.children.push(make(below));
      return node;
    };
    objectSweep(make(outlet), busbarPu, 1e-9);
    return Math.min(...nodes.map(({ voltage, kv }) => Math.hypot(voltage.re, voltage.im) / kv));
  });
  return Math.min(...least);
}
