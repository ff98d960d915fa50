import { existsSync, readFileSync } from 'node:fs';

/** The folder of real networks beside the project. */
export const SHARED_DATA = new URL('../../../shared/data/', import.meta.url).pathname;

/** Whether the folder of real networks lies beside the project; says so once per test file where it does not. */
export const hasSharedData = existsSync(SHARED_DATA);
if (!hasSharedData)
  console.warn(`SKIPPED: there are no real networks in ${SHARED_DATA}; nothing of them is tested`);

export const readShared = (path: string): string => readFileSync(SHARED_DATA + path, 'utf8');

/** One element's results in the files of the reference solver. */
interface ReferenceItem {
  readonly index: number;
  readonly name: string;
}

/** A load flow of an independent solver, per bus, line and transformer of one network. */
export interface Reference {
  readonly buses: readonly (ReferenceItem & { vm_pu: number })[];
  readonly lines: readonly (ReferenceItem & { loading_percent: number; i_ka: number })[];
  readonly trafos: readonly (ReferenceItem & {
    loading_percent: number;
    p_hv_mw: number;
    q_hv_mvar: number;
  })[];
  readonly totals: { readonly losses_mw: number; readonly ext_grid_mw: number };
}

export const readReference = (name: string): Reference =>
  JSON.parse(readShared(`reference/${name}_pf.json`)) as Reference;
