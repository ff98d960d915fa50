import { flawOf } from './element-flaw.ts';
import { levelOf, type Feeder } from './feeder.ts';
import { levelFlaw, type Found } from './found.ts';
import { loadPower } from './load-power.ts';

/** Loads of constant power as customers at a node or low-voltage point. */
export function* loadRows(feeder: Feeder): Generator<Found> {
  for (const load of feeder.network.loads) {
    const { id, bus } = load;
    const level = levelOf(feeder, bus);
    const power = loadPower(load);
    if (level === null) yield { flaw: levelFlaw(feeder, { list: 'loads', id, field: 'bus' }, bus) };
    else if (power === null) {
      const received = load.type === 'power' ? 'flexible or without powers' : load.type;
      yield {
        flaw: flawOf({ list: 'loads', id, field: 'type' }, 'unsupported-load', received, 'constant power'),
      };
    } else {
      const at_kind = level === 'mv' ? 'node' : 'lv-point';
      const figures = {
        category: null,
        contracted_kva: null,
        load_kw: power.kw,
        load_kvar: power.kvar,
      } as const;
      yield { table: 'customers', row: { id, at_kind, at_id: bus, ...figures } };
    }
  }
}
