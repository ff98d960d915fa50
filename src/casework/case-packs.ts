import type { Pack } from '../policy/pack.ts';

/** The packs that are loaded. */
export interface CasePacks {
  readonly packs: readonly Pack[];
  /** Id of the pack for regions that have none of their own. */
  readonly defaultPack: string;
}

/** The pack of a case; one that is not loaded, or no longer, gives way to that which regions fall back to. */
export function packOf({ packs, defaultPack }: CasePacks, wanted: string | null): Pack {
  const pack = packs.find(({ id }) => id === wanted) ?? packs.find(({ id }) => id === defaultPack);
  if (pack === undefined) throw new Error(`policy pack ${defaultPack} is not loaded`);
  return pack;
}
