import { flawOf, type ElementFlaw } from './element-flaw.ts';
import { levelOf, type Feeder } from './feeder.ts';
import { levelFlaw, placeOf, type Found } from './found.ts';
import type { Transformer, TransformerParams } from './network.ts';
import { transformerFigures } from './transformer-figures.ts';

/** What keeps a transformer with a known type out of the record: its ends must be medium and low voltage. */
const endFlaw = (feeder: Feeder, { id, bus_hv, bus_lv }: Transformer): ElementFlaw | null => {
  const at = { list: 'transformers', id } as const;
  const [high, low] = [levelOf(feeder, bus_hv), levelOf(feeder, bus_lv)];
  if (high === null) return levelFlaw(feeder, { ...at, field: 'bus_hv' }, bus_hv);
  if (low === null) return levelFlaw(feeder, { ...at, field: 'bus_lv' }, bus_lv);
  if (high === 'mv' && low === 'lv') return null;
  const received = `${high} ${low}`;
  return flawOf({ ...at, field: null }, 'unsupported-transformer', received, 'from medium to low voltage');
};

const toRow = (feeder: Feeder, transformer: Transformer, type: TransformerParams): Found => {
  const { id, bus_hv, bus_lv, tap } = transformer;
  const place = placeOf(feeder.buses.get(bus_hv)) ?? placeOf(feeder.buses.get(bus_lv));
  if (place === null) {
    const at = { list: 'transformers', id, field: 'bus_hv' } as const;
    return { flaw: flawOf(at, 'no-coordinates', bus_hv, 'a bus with a point, lon lat') };
  }
  // The files do not say who owns a transformer; all they hold are the distributor's own.
  const fixed = { name: null, ownership: 'public', tap_pu: tap ?? null } as const;
  const ids = { id, node_id: bus_hv, lv_point_id: bus_lv };
  return {
    table: 'distribution_transformers',
    row: { ...ids, ...fixed, ...place, ...transformerFigures(type) },
  };
};

/** Transformers between medium and low voltage, at the place of their medium-voltage bus. */
export function* transformerRows(feeder: Feeder): Generator<Found> {
  const types = new Map(feeder.network.transformers_params.map((each) => [each.id, each]));
  for (const transformer of feeder.network.transformers) {
    const { id, params_id } = transformer;
    const type = types.get(params_id);
    const flaw = endFlaw(feeder, transformer);
    if (flaw !== null) yield { flaw };
    else if (type !== undefined) yield toRow(feeder, transformer, type);
    else {
      const at = { list: 'transformers', id, field: 'params_id' } as const;
      yield { flaw: flawOf(at, 'missing-reference', params_id, 'an id in transformers_params') };
    }
  }
}
