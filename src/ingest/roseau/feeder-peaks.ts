import type { Row } from '../../model/record.ts';
import type { Feeder } from './feeder.ts';
import { loadPower, type Power } from './load-power.ts';
import type { Network } from './network.ts';

interface Step {
  readonly bus: string;
  /** Index of the step it was reached from; -1 at the head. */
  readonly from: number;
  /** Transformer crossed to reach it. */
  readonly transformer: string | null;
}

const branches = ({ lines, switches, transformers }: Network): Map<string, Omit<Step, 'from'>[]> => {
  const at = new Map<string, Omit<Step, 'from'>[]>();
  const join = (one: string, two: string, transformer: string | null): void => {
    for (const [from, bus] of [
      [one, two],
      [two, one],
    ] as const) {
      const known = at.get(from);
      if (known === undefined) at.set(from, [{ bus, transformer }]);
      else known.push({ bus, transformer });
    }
  };
  for (const { bus1, bus2 } of lines) join(bus1, bus2, null);
  for (const { bus1, bus2, closed } of switches) if (closed) join(bus1, bus2, null);
  for (const { id, bus_hv, bus_lv } of transformers) join(bus_hv, bus_lv, id);
  return at;
};

/** Buses from the head down, breadth first, each after the one that feeds it. */
const walkDown = ({ network, head }: Feeder): Step[] => {
  const at = branches(network);
  const seen = new Set([head.id]);
  const steps: Step[] = [{ bus: head.id, from: -1, transformer: null }];
  // The list grows while it is walked.
  for (const [from, { bus }] of steps.entries()) {
    for (const next of at.get(bus) ?? []) {
      if (seen.has(next.bus)) continue;
      seen.add(next.bus);
      steps.push({ ...next, from });
    }
  }
  return steps;
};

const powerByBus = ({ network }: Feeder): Map<string, Power> => {
  const powers = new Map<string, Power>();
  for (const load of network.loads) {
    const { kw, kvar } = loadPower(load) ?? { kw: 0, kvar: 0 };
    const known = powers.get(load.bus) ?? { kw: 0, kvar: 0 };
    powers.set(load.bus, { kw: known.kw + kw, kvar: known.kvar + kvar });
  }
  return powers;
};

/** Power that flows into each step of the walk, losses left out: its own loads and all below. */
const sumUp = (steps: readonly Step[], powers: ReadonlyMap<string, Power>): readonly Power[] => {
  const sums = steps.map(({ bus }) => ({ kw: 0, kvar: 0, ...powers.get(bus) }));
  for (let i = steps.length - 1; i > 0; i--) {
    const [below, above] = [sums[i], sums[steps[i]?.from ?? -1]];
    if (below === undefined || above === undefined) continue;
    above.kw += below.kw;
    above.kvar += below.kvar;
  }
  return sums;
};

/**
 * Peaks of the feeder's head and of every transformer that the head reaches: the magnitude of the sum of all loads
 * below, as the file states them, hence estimated and of no season. In a meshed network the breadth-first tree counts.
 */
export const feederPeaks = (feeder: Feeder): Row<'peaks'>[] => {
  const steps = walkDown(feeder);
  const sums = sumUp(steps, powerByBus(feeder));
  return steps.flatMap(({ transformer, from }, i) => {
    if (transformer === null && from !== -1) return [];
    const { kw, kvar } = sums[i] ?? { kw: 0, kvar: 0 };
    const element_kind = transformer === null ? 'feeder' : 'distribution-transformer';
    const element_id = transformer ?? feeder.stem;
    const figure = { peak_kva: Math.hypot(kw, kvar), measured_on: null, quality: 'estimated' } as const;
    return [{ element_kind, element_id, season: 'unspecified', ...figure, masked_kva: null } as const];
  });
};
