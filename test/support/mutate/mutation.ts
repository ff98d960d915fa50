import type { RegionRows, Row, TableName } from '../../../src/model/record.ts';

/** A grid with one seeded defect, and what must be found: a finding of this code that names all these ids. */
export interface Mutated {
  readonly rows: RegionRows;
  readonly code: string;
  readonly ids: readonly string[];
  /** Where the ids alone would not tell: the subject of the finding. */
  readonly subject?: string;
  /** Other codes under which the same defect may rightly be told. */
  readonly or?: readonly string[];
  /** What its suggestion must name as datum. */
  readonly datum?: string;
}

/** Puts one defect into a clean grid; `null` where the grid has nothing to put it into. Knows nothing of the doctor. */
export type Mutation = (rows: RegionRows, random: () => number) => Mutated | null;

export const pick = <T>(list: readonly T[], random: () => number): T | undefined =>
  list[Math.floor(random() * list.length)];

/** The rows with those of one table changed; `null` takes a row away. */
export const withRows = <T extends TableName>(
  rows: RegionRows,
  table: T,
  change: (row: Row<T>) => Row<T> | null,
): RegionRows => ({
  ...rows,
  [table]: (rows[table] as readonly Row<T>[]).flatMap((row) => change(row) ?? []),
});

export const withMore = <T extends TableName>(
  rows: RegionRows,
  table: T,
  more: readonly Row<T>[],
): RegionRows => ({
  ...rows,
  [table]: [...rows[table], ...more],
});

/** Sections with a normally open switch. */
export const openSections = (rows: RegionRows): Set<string> =>
  new Set(rows.switches.filter((row) => row.normally_open).map((row) => row.section_id));

/** Metres east and north added to a place, roughly. */
export const moved = <P extends { lon_deg: number; lat_deg: number }>(
  place: P,
  eastM: number,
  northM: number,
): P => ({
  ...place,
  lon_deg: place.lon_deg + eastM / (111_320 * Math.cos((place.lat_deg * Math.PI) / 180)),
  lat_deg: place.lat_deg + northM / 111_320,
});

/** Metres between two near places, roughly. */
export const apart = (
  a: { lon_deg: number; lat_deg: number },
  b: { lon_deg: number; lat_deg: number },
): number =>
  Math.hypot(
    (a.lon_deg - b.lon_deg) * 111_320 * Math.cos((a.lat_deg * Math.PI) / 180),
    (a.lat_deg - b.lat_deg) * 111_320,
  );
