import type { SwitchingStep } from '../../../src/electric/transfer/order-steps.ts';
import type { RegionRows } from '../../../src/model/record.ts';
import { electrical, pack } from '../load-rules.ts';
import { type Complex, add, complex, conj, inverse, scaled, size, times } from './complex.ts';
import { closedLines, loadsAt } from './plain-flows.ts';

/** A place that is fed. */
interface Fed {
  /** 0 where the feeder finds no rest. */
  readonly pu: number;
  /** Names of the lines that feed it, from the busbar down. */
  readonly way: string;
}

interface Place {
  readonly id: string;
  readonly way: string;
  readonly ohm: Complex;
  readonly mva: Complex;
  readonly below: Place[];
  kv: Complex;
}

/** Turns of a sweep after which what has not come to rest never will. */
const TURNS = 500;

/**
 * Voltages of a grid of 10 kV, pu, by sweeps from every busbar over what is closed after some switching steps: currents from
 * the leaves up, voltages down.
 *
 * @param added loads beside those of the customers, by node; all are of the pack's power factor.
 */
export function voltagesOf(
  rows: RegionRows,
  steps: readonly SwitchingStep[],
  added: readonly { readonly nodeId: string; readonly kva: number }[],
): ReadonlyMap<string, Fed> {
  const at = closedLines(rows, steps);
  const load = loadsAt(rows, added);
  const cosPhi = pack.voltage.powerFactor.value;
  const busbarKv = complex(10 * electrical.busbarVoltagePu.value);
  const fed = new Set<string>();
  const hang = (id: string, by: string | null, ohm: Complex, above = ''): Place => {
    const way = `${above}/${by ?? id}`;
    fed.add(id);
    const mva = scaled(complex(cosPhi, Math.sqrt(1 - cosPhi ** 2)), (load.get(id) ?? 0) / 1000);
    const below = (at.get(id) ?? []).flatMap((line) => {
      const far = line.ends[0] === id ? line.ends[1] : line.ends[0];
      return line.name === by || fed.has(far) ? [] : [hang(far, line.name, complex(...line.ohm), way)];
    });
    return { id, way, ohm, mva, below, kv: busbarKv };
  };
  /** Current that flows into a place, kA · √3; sets the voltages below it by those of the turn before. */
  const current = ({ mva, kv, below }: Place): Complex =>
    below.map(current).reduce(add, conj(times(mva, inverse(kv))));
  const lower = (place: Place): number =>
    Math.max(
      0,
      ...place.below.map((one) => {
        const kv = add(place.kv, scaled(times(one.ohm, current(one)), -1));
        const moved = size(add(kv, scaled(one.kv, -1)));
        one.kv = kv;
        return Math.max(moved, lower(one));
      }),
    );
  const everything = (place: Place): Place[] => [place, ...place.below.flatMap(everything)];
  const found = new Map<string, Fed>();
  for (const { node_id } of rows.busbar_sections) {
    const bar = hang(node_id, null, complex(0));
    for (const feeder of bar.below) {
      let moved = Infinity;
      const head = { ...bar, below: [feeder] };
      for (let turn = 0; turn < TURNS && moved > 1e-9 && Number.isFinite(size(feeder.kv)); turn++)
        moved = lower(head);
      const rests = moved <= 1e-9;
      for (const { id, way, kv } of everything(feeder)) found.set(id, { pu: rests ? size(kv) / 10 : 0, way });
    }
  }
  return found;
}
