import type { CustomerFacts } from '../model/demand.ts';
import type { Because } from '../model/plan.ts';
import { LAND_FACTS, type Land } from './facts.ts';

type Found = Land[(typeof LAND_FACTS)[number]];

const said = (found: Found | undefined): string =>
  typeof found === 'boolean' ? (found ? 'yes' : 'no') : (found ?? 'unknown');

/**
 * What the areas of the record decided about the place: where the request says otherwise or nothing. Areas that only
 * confirm what was stated are not named, nor the network of another company where there is none.
 */
export function landReasons(stated: CustomerFacts, land: Land): Because[] {
  const asked: Partial<Record<(typeof LAND_FACTS)[number], Found>> = { inIncrementalArea: false, ...stated };
  const decided = LAND_FACTS.filter((fact) => land[fact] !== null && land[fact] !== asked[fact]);
  return [
    ...decided.map((fact): Because => {
      const found = said(land[fact]);
      const before = fact === 'inIncrementalArea' ? null : (stated[fact] ?? null);
      return before === null
        ? { key: 'fact-from-areas', values: { fact, found }, rule: null }
        : { key: 'areas-overrule-statement', values: { fact, stated: said(before), found }, rule: null };
    }),
    ...(land.onForbiddenGround ? [{ key: 'place-on-forbidden-ground', values: {}, rule: null }] : []),
  ];
}
