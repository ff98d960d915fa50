import type { Row } from '../../model/record.ts';
import type { Defect } from '../../model/store.ts';

/** An element of a file: its id in the record, and where it stands for whoever has to mend it. */
export interface Element {
  readonly id: string;
  readonly name: string | null;
  readonly at: Pick<Defect, 'file' | 'line' | 'table' | 'id'>;
}

export interface Bus extends Element {
  /** Nominal voltage, kV. */
  readonly kv: number;
  /** Degrees WGS 84; `null` when the file has none. */
  readonly place: { readonly lon_deg: number; readonly lat_deg: number } | null;
  /** A busbar, as against a joint or terminal. */
  readonly isBar: boolean;
}

type Ends = readonly [string, string];

export interface Line extends Element {
  readonly ends: Ends;
  readonly lengthM: number;
  /** Parallel systems are one conductor of their joint figures. */
  readonly type: Omit<Row<'conductor_types'>, 'id'>;
  readonly limitA: number | null;
  readonly path: readonly number[] | null;
}

/** A switch between two buses. */
export interface BusSwitch extends Element {
  readonly ends: Ends;
  readonly closed: boolean;
  readonly ratedA: number | null;
}

/** A switch at one end of a line. */
export interface LineSwitch extends Element {
  readonly line: string;
  readonly bus: string;
  readonly closed: boolean;
  readonly ratedA: number | null;
}

export type TransformerFigures = Pick<
  Row<'distribution_transformers'>,
  'rating_kva' | 'hv_kv' | 'lv_kv' | 'uk_percent' | 'pk_kw' | 'p0_kw' | 'i0_percent' | 'tap_pu'
>;

export interface Transformer extends Element {
  readonly high: string;
  readonly low: string;
  /** `false` = a switch keeps it from its bus on either side. */
  readonly connected: boolean;
  readonly figures: TransformerFigures;
}

/** A bus whose voltage is held by the system above, with everything that system gives. */
export interface Source extends Element {
  readonly bus: string;
  readonly voltagePu: number | null;
  readonly faultMva: number | null;
}

interface Load extends Element {
  readonly bus: string;
  readonly kw: number;
  readonly kvar: number;
  readonly contractedKva: number | null;
}

export interface Generator extends Element {
  readonly bus: string;
  readonly outputKw: number;
  readonly outputKvar: number | null;
  readonly ratedKva: number | null;
  readonly kind: Row<'generators'>['kind'];
}

/** Something with an effect on the grid that no row can say, or whose figures are not whole. */
export interface Unsupported extends Element {
  /** Where it hangs; what is above medium voltage does not matter to the record. */
  readonly buses: readonly string[];
  /** Whether it joins buses of different voltages. */
  readonly isTransformer: boolean;
  readonly field: string | null;
  readonly reason: string;
  readonly received: string;
  readonly allowed: string;
}

/**
 * A network of buses and branches as load-flow programs keep it, without words for substations and feeders. Only
 * elements in service, in the order of the file; ids are unique per list; references may lead nowhere.
 */
export interface BusGrid {
  /** Origin of all rows; qualifies ids made here. */
  readonly stem: string;
  readonly buses: readonly Bus[];
  readonly lines: readonly Line[];
  readonly busSwitches: readonly BusSwitch[];
  readonly lineSwitches: readonly LineSwitch[];
  readonly transformers: readonly Transformer[];
  readonly sources: readonly Source[];
  readonly loads: readonly Load[];
  readonly generators: readonly Generator[];
  readonly unsupported: readonly Unsupported[];
}
