import type { Doctor, Examination } from '../../model/finding.ts';
import type { Store } from '../../model/store.ts';
import { examine } from './examine.ts';
import type { Limits } from './limits.ts';

/**
 * A doctor for the regions of a record. Findings are made from the rows when they are asked for, and kept until an
 * import changes the region; who asks meanwhile waits for the same examination.
 *
 * @cost reads the whole region and examines it in this thread, once per data version.
 */
export function openDoctor(store: Pick<Store, 'regions' | 'readRegion'>, limits: Limits): Doctor {
  const kept = new Map<
    string,
    { readonly dataVersion: number; readonly made: Promise<Examination | null> }
  >();
  const make = async (region: string): Promise<Examination | null> => {
    const record = await store.readRegion(region);
    return record === null ? null : { state: record.state, findings: examine(record.rows, limits) };
  };
  return {
    examine: async (region) => {
      const state = (await store.regions()).find(({ id }) => id === region);
      if (state === undefined) return null;
      const known = kept.get(region);
      const isKnown = known?.dataVersion === state.dataVersion;
      const made = isKnown ? known.made : make(region);
      if (!isKnown) kept.set(region, { dataVersion: state.dataVersion, made });
      try {
        return await made;
      } catch (error) {
        kept.delete(region);
        throw error;
      }
    },
  };
}
