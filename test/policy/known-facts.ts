import { type Facts, type Known, NO_POLYGONS, type Provenance, factsOf } from '../../src/policy/facts.ts';
import { requestFor } from '../support/open-rows.ts';

/** Facts of an ordinary case of 630 kVA at 10 kV, but for what is given; all verified unless told otherwise. */
export function knownFacts(given: Partial<Facts>, how: Provenance = 'verified'): Known {
  const { facts, provenance } = factsOf(requestFor({}), NO_POLYGONS, ['manager']);
  const names = Object.keys(provenance);
  return {
    facts: {
      ...facts,
      voltage: 'mv',
      structure: 'single',
      equipmentKw: 500,
      directAccess: true,
      metering: 'hv-supply-hv-metering',
      gridWorks: true,
      lengthM: 800,
      roadExcavationM: 100,
      ...given,
    },
    provenance: Object.fromEntries(names.map((name) => [name, how])),
  };
}
