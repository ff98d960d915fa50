import type { Network } from './network.ts';

/** Neighbours over branches that keep the voltage: lines, and switches open or closed. */
const neighbours = ({ lines, switches }: Network): Map<string, string[]> => {
  const near = new Map<string, string[]>();
  const join = (from: string, to: string): void => {
    const known = near.get(from);
    if (known === undefined) near.set(from, [to]);
    else known.push(to);
  };
  for (const { bus1, bus2 } of [...lines, ...switches]) {
    join(bus1, bus2);
    join(bus2, bus1);
  }
  return near;
};

/** Voltages that stand in the file, on buses and, where a bus has none, on the transformers at it. */
const statedVoltages = (network: Network): Map<string, number> => {
  const volts = new Map<string, number>();
  for (const { id, nominal_voltage } of network.buses) if (nominal_voltage) volts.set(id, nominal_voltage);
  const params = new Map(network.transformers_params.map((each) => [each.id, each]));
  for (const { bus_hv, bus_lv, params_id } of network.transformers) {
    const ratio = params.get(params_id);
    if (ratio === undefined) continue;
    if (!volts.has(bus_hv)) volts.set(bus_hv, ratio.uhv);
    if (!volts.has(bus_lv)) volts.set(bus_lv, ratio.ulv);
  }
  return volts;
};

/**
 * Nominal voltage of every bus, V: stated, or carried along lines and switches from a bus that has one.
 * Buses that nothing tells about are missing.
 */
export const busVoltages = (network: Network): ReadonlyMap<string, number> => {
  const volts = statedVoltages(network);
  const near = neighbours(network);
  const queue = [...volts.keys()];
  // The queue grows while it is walked: breadth first.
  for (const bus of queue) {
    const volt = volts.get(bus);
    for (const next of near.get(bus) ?? []) {
      if (volt === undefined || volts.has(next)) continue;
      volts.set(next, volt);
      queue.push(next);
    }
  }
  return volts;
};
