import { toShown } from '../check-value.ts';
import type { JsonFile } from '../find-json-files.ts';
import { ImportRefused } from '../import-refused.ts';
import { busVoltages } from './bus-voltages.ts';
import type { ElementFlaw } from './element-flaw.ts';
import type { Bus, Network } from './network.ts';
import { sourceVoltagePu } from './source-voltage-pu.ts';

/** Above this a bus is medium voltage. Source: IEC 60050-601. */
const LV_LIMIT_V = 1000;

export type Level = 'mv' | 'lv';

/** One file as a feeder: its network, the bus at its head, and what has been worked out for every bus. */
export interface Feeder {
  readonly stem: string;
  readonly network: Network;
  readonly head: Bus;
  /** Voltage held at the head, pu of its nominal one; `null` = the file does not say. */
  readonly sourcePu: number | null;
  /** Volts by bus id; a bus whose voltage nothing tells is missing. */
  readonly voltages: ReadonlyMap<string, number>;
  readonly buses: ReadonlyMap<string, Bus>;
}

/** Level of a bus; `null` when its voltage is unknown or there is no such bus. */
export const levelOf = ({ voltages, buses }: Feeder, bus: string): Level | null => {
  const volt = buses.has(bus) ? voltages.get(bus) : undefined;
  return volt === undefined ? null : volt > LV_LIMIT_V ? 'mv' : 'lv';
};

/**
 * The network without an ideal source bus. Files of 2025-04 hang the source on a bus of its own, without place or
 * voltage and named alike in every file, behind a switch; later files put the source on the substation's bus.
 */
const withoutIdealBus = (network: Network, source: Bus): { network: Network; head: string } => {
  const ends = [...network.lines, ...network.switches].filter(
    ({ bus1, bus2 }) => bus1 === source.id || bus2 === source.id,
  );
  const link = network.switches.find((each) => each === ends[0] && each.closed);
  const used =
    network.loads.some(({ bus }) => bus === source.id) ||
    network.transformers.some(({ bus_hv, bus_lv }) => bus_hv === source.id || bus_lv === source.id);
  if (source.geometry || ends.length !== 1 || link === undefined || used) return { network, head: source.id };
  return {
    network: {
      ...network,
      buses: network.buses.filter((bus) => bus !== source),
      switches: network.switches.filter((each) => each !== link),
    },
    head: link.bus1 === source.id ? link.bus2 : link.bus1,
  };
};

/** Why a bus that the head needs is not there: its own element is at fault, or there is none. */
const noBus = (file: string, id: string, flaws: readonly ElementFlaw[]): ImportRefused => {
  const own = flaws.filter((flaw) => flaw.list === 'buses' && flaw.id === toShown(id));
  const [first] = own;
  if (first === undefined) return new ImportRefused(file, '/sources/0/bus', `no bus "${id}"`);
  const said = own.map(({ field, reason, received, allowed }) => {
    return `${field ?? 'the bus'}: ${reason}, received ${received}, allowed: ${allowed}`;
  });
  return new ImportRefused(
    file,
    `/buses, id "${id}"`,
    `the head of the feeder is at fault. ${said.join('. ')}`,
  );
};

/**
 * Finds the head of the feeder and the voltages.
 *
 * @param flaws What is wrong with elements that `given` leaves out.
 * @throws {ImportRefused} unless the file has exactly one source, on a medium-voltage bus: then it is no feeder.
 */
export const toFeeder = ({ file, stem }: JsonFile, given: Network, flaws: readonly ElementFlaw[]): Feeder => {
  const [source, second] = given.sources;
  if (source === undefined || second !== undefined) {
    throw new ImportRefused(file, '/sources', `a feeder has one source; received ${given.sources.length}`);
  }
  const bus = given.buses.find(({ id }) => id === source.bus);
  if (bus === undefined) throw noBus(file, source.bus, flaws);
  const { network, head } = withoutIdealBus(given, bus);
  const buses = new Map(network.buses.map((each) => [each.id, each]));
  const headBus = buses.get(head);
  if (headBus === undefined) throw noBus(file, head, flaws);
  const voltages = busVoltages(network);
  const sourcePu = sourceVoltagePu(source, voltages.get(head));
  const feeder = { stem, network, head: headBus, sourcePu, buses, voltages };
  if (levelOf(feeder, head) !== 'mv') {
    throw new ImportRefused(file, '/sources/0/bus', `bus "${head}" has no medium voltage (above 1 kV)`);
  }
  return feeder;
};
