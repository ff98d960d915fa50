import type { Element } from './bus-grid.ts';
import type { Found } from './found.ts';
import { levelAt, type Survey } from './survey.ts';

type Place = { readonly at_kind: 'node' | 'lv-point'; readonly at_id: string };

/** Where something at a bus hangs in the record, or what keeps it out. */
const placeOf = (
  survey: Survey,
  element: Element & { readonly bus: string },
  what: string,
): Place | readonly Found[] => {
  const { bus } = element;
  const level = levelAt(survey, element, { bus });
  if (typeof level !== 'string') return level;
  if (level === 'hv') return [{ leftOut: `${what} above medium voltage` }];
  return level === 'mv'
    ? { at_kind: 'node', at_id: survey.nodeOf(bus) }
    : { at_kind: 'lv-point', at_id: bus };
};

/**
 * Loads as customers and generation as generators. A load is of constant power at what the file states for nominal
 * voltage, its scaling applied: shares of constant impedance or current would only lower it below nominal voltage.
 */
export function* injectionRows(survey: Survey): Generator<Found> {
  for (const of of survey.grid.loads) {
    const place = placeOf(survey, of, 'load');
    if ('at_kind' in place) {
      const power = { contracted_kva: of.contractedKva, load_kw: of.kw, load_kvar: of.kvar };
      yield { table: 'customers', row: { id: of.id, ...place, category: null, ...power }, of };
    } else yield* place;
  }
  for (const of of survey.grid.generators) {
    const place = placeOf(survey, of, 'generator');
    if ('at_kind' in place) {
      const power = { rated_kva: of.ratedKva, output_kw: of.outputKw, output_kvar: of.outputKvar };
      yield { table: 'generators', row: { id: of.id, ...place, ...power, kind: of.kind }, of };
    } else yield* place;
  }
}
