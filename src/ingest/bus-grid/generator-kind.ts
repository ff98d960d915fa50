import type { Generator } from './bus-grid.ts';

/** What files call a kind of generation, in any case, alone or before `_MV` and the like. */
const WORDS: readonly (readonly [RegExp, NonNullable<Generator['kind']>])[] = [
  [/^(pv|photovoltaics?|solar)\b/, 'pv'],
  [/^(wind|wp|wt|wka)\b/, 'wind'],
  [/^(hydro\w*|water|run[- ]of[- ]river)\b/, 'hydro'],
  [/^(biomass|biogas)\b/, 'biomass'],
  [/^(chp|gas|bhkw)\b/, 'chp'],
  [/^(storage|battery|bat)\b/, 'storage'],
];

/** The kind of generation that a word of a file means; `null` when it means none known. */
export const generatorKind = (word: string | null | undefined): Generator['kind'] => {
  const plain = (word ?? '').toLowerCase().replaceAll('_', ' ').trim();
  return WORDS.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
};
