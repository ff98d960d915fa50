import type { Catalogue } from './catalogue.ts';

/**
 * What is worked out of a catalogue, kept with it by key: a plan set asks for the same few things hundreds of times.
 *
 * @param keyOf tells what is asked for from all else.
 */
export function perCatalogue<Asked, Found>(
  workOut: (catalogue: Catalogue, asked: Asked) => Found,
  keyOf: (asked: Asked) => string,
): (catalogue: Catalogue, asked: Asked) => Found {
  type Kept = Map<string, { readonly found: Found }>;
  const kept = new WeakMap<Catalogue, Kept>();
  return (catalogue, asked) => {
    const ofCatalogue: Kept = kept.get(catalogue) ?? new Map<string, { readonly found: Found }>();
    if (ofCatalogue.size === 0) kept.set(catalogue, ofCatalogue);
    const key = keyOf(asked);
    const known = ofCatalogue.get(key);
    if (known !== undefined) return known.found;
    const found = workOut(catalogue, asked);
    ofCatalogue.set(key, { found });
    return found;
  };
}
