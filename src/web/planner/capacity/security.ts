import type { CapacityListAnswer } from '../../../contract/capacity-list.ts';

export type Item = CapacityListAnswer['items'][number];

/** Below this much to spare a supply that survives a loss is shown as scarce, kVA. */
export const SCARCE_KVA = 400;

/** Ids of feeders and substations by the colour of what they survive. */
export type SecurityClasses = Readonly<Record<'left-plenty' | 'left-some' | 'left-none', readonly string[]>>;

export const NO_CLASSES: SecurityClasses = { 'left-plenty': [], 'left-some': [], 'left-none': [] };

/** What cannot be told is in no class. */
export function securityClasses(items: readonly Item[]): SecurityClasses {
  const idsOf = (wanted: (item: Item) => boolean): string[] => items.filter(wanted).map(({ id }) => id);
  const isScarce = ({ nMinusOneKva }: Item): boolean => (nMinusOneKva ?? 0) < SCARCE_KVA;
  return {
    'left-plenty': idsOf((item) => item.nMinusOne === true && !isScarce(item)),
    'left-some': idsOf((item) => item.nMinusOne === true && isScarce(item)),
    'left-none': idsOf((item) => item.nMinusOne === false),
  };
}
