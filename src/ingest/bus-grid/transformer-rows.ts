import type { Transformer } from './bus-grid.ts';
import { flawOf, type Found } from './found.ts';
import type { Survey } from './survey.ts';

function* rowOf({ nodeOf, places }: Survey, of: Transformer): Generator<Found> {
  const place = places.get(of.high);
  // A bus without place is a flaw of its own.
  if (place === undefined) return;
  // The files do not say who owns a transformer.
  const ids = { id: of.id, name: of.name, node_id: nodeOf(of.high), lv_point_id: of.low };
  yield {
    table: 'distribution_transformers',
    row: { ...ids, ownership: 'public', ...place, ...of.figures },
    of,
  };
}

/**
 * Transformers from medium to low voltage, at the place of their medium-voltage bus; main transformers stand with the
 * stations. One that a switch keeps from its bus feeds nothing and is left out.
 */
export function* transformerRows(survey: Survey): Generator<Found> {
  for (const transformer of survey.grid.transformers) {
    const { high, low, connected } = transformer;
    const missing = Object.entries({ high, low }).filter(([, bus]) => !survey.buses.has(bus));
    const ways = `${survey.levels.get(high) ?? ''} ${survey.levels.get(low) ?? ''}`;
    for (const [field, bus] of missing) {
      yield flawOf(transformer, field, 'missing-reference', [bus, 'a bus of the file']);
    }
    if (missing.length > 0 || ways === 'hv mv') continue;
    if (ways === 'hv hv') yield { leftOut: 'transformer above medium voltage' };
    else if (ways !== 'mv lv') {
      const allowed = 'from a higher to a lower one of high, medium and low voltage';
      yield flawOf(transformer, null, 'unsupported-transformer', [ways, allowed]);
    } else if (!connected) yield { leftOut: 'transformer behind an open switch' };
    else yield* rowOf(survey, transformer);
  }
}
