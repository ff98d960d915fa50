import type { AskedWhen } from './asked-when.ts';
import type { CellGrid, DegreeBox } from './cell-grid.ts';
import type { Grade } from './plan.ts';

/** Forms of a capacity map, with the cells that one may have. */
export const CAPACITY_MAP_CELLS = { geojson: 40_000, tiff: 250_000 } as const;
export type CapacityMapForm = keyof typeof CAPACITY_MAP_CELLS;

/** How far supplies are looked for where nothing else is asked for, as for plans, and at most, m. */
export const CAPACITY_MAP_RADIUS_M = { usual: 1000, most: 3000 } as const;

export interface CapacityMapQuery extends AskedWhen {
  readonly region: string;
  readonly bbox: DegreeBox;
  readonly form: CapacityMapForm;
  /** Geodesic, inclusive. */
  readonly radiusM: number;
  readonly asOf: string;
}

/** Ways of connecting that a map looks at: those to lines that are there, on the grid as it is. */
export const MAP_WAYS = ['mv-tee', 'mv-bay', 'mv-cut-in', 'lv-tap', 'lv-existing-transformer'] as const;
export type MapWay = (typeof MAP_WAYS)[number];

/** The supply that gives cells their figure. */
export interface MapSupply {
  readonly way: MapWay;
  /** Power source; cable section of a cut-in. */
  readonly placeId: string;
  readonly feederId: string | null;
  /** The largest standard size that it takes, kVA; 0 = not even the smallest. */
  readonly kva: number;
  /** The next standard size, which it does not take, kVA; `null` = there is none at 10 kV. */
  readonly nextKva: number | null;
  /** What speaks against the next size: a code of a rejected source, or `voltage-class`; `null` = there is none. */
  readonly limit: string | null;
  /** The element with least left on its way up to the main transformer. */
  readonly bindingElementId: string | null;
  /** Least known room on its way, kVA. */
  readonly openKnownKva: number | null;
  readonly grade: Grade;
}

/** Why a cell has no figure. */
export const NO_FIGURE = { nothingInReach: -1, unknown: -2, forbidden: -3 } as const;

/** What fits at every cell of a rectangle. */
export interface CapacityMap {
  readonly grid: CellGrid;
  readonly supplies: readonly MapSupply[];
  /** Per cell: index of its supply; below 0 as in NO_FIGURE. */
  readonly cells: Int32Array;
  /** Per cell: index of a supply with something unknown on its way, which would take more; -1 = none. */
  readonly maybe: Int32Array;
}

/** What of a cell is told. */
export interface CellFigure {
  /** kVA; `null` = unknown, or forbidden ground. */
  readonly kva: number | null;
  readonly supply: MapSupply | null;
  /** What would fit if what is unknown carried it, where that is more. */
  readonly maybeKva: number | null;
  readonly because: 'nothing-in-reach' | 'unknown' | 'forbidden' | null;
}

/** The figure of a cell. */
export function cellFigure({ supplies, cells, maybe }: CapacityMap, cell: number): CellFigure {
  const at = cells[cell] ?? NO_FIGURE.nothingInReach;
  const supply = supplies[at] ?? null;
  const maybeKva = supplies[maybe[cell] ?? -1]?.kva ?? null;
  if (at === NO_FIGURE.forbidden) return { kva: null, supply: null, maybeKva: null, because: 'forbidden' };
  if (at === NO_FIGURE.unknown) return { kva: null, supply, maybeKva, because: 'unknown' };
  if (supply === null) return { kva: 0, supply, maybeKva, because: 'nothing-in-reach' };
  return { kva: supply.kva, supply, maybeKva, because: null };
}

/** Bytes of a finished map. */
export interface FinishedMap {
  readonly ok: true;
  readonly map: Uint8Array<ArrayBuffer>;
  readonly phasesMs: Readonly<Record<string, number>>;
}
