/** A place: degrees WGS 84/CGCS2000 (the two differ below a metre). */
export interface Place {
  readonly lon: number;
  readonly lat: number;
}

/** Datums a coordinate may arrive in; everything inside is WGS 84/CGCS2000. */
export const CRS_NAMES = ['WGS84', 'CGCS2000', 'GCJ02', 'BD09'] as const;
export type CrsName = (typeof CRS_NAMES)[number];

/** Rings of longitude/latitude pairs, degrees WGS 84; outer ring first, each closed. */
export type Rings = readonly (readonly (readonly [number, number])[])[];
