import type { CrsRegister } from '../../src/ingest/crs/read-crs.ts';

const CGCS2000 =
  '+proj=tmerc +lat_0=0 +lon_0=114 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +towgs84=0,0,0 +units=m +no_defs';

/** A register that knows EPSG 4547 alone: CGCS2000, three degrees, 114° E. */
export const GAUSS_KRUGER: CrsRegister = {
  crsText: (code) => Promise.resolve(code === 4547 ? CGCS2000 : null),
};

/** What a reader of grids is given where its positions are degrees and nobody counts what it leaves out. */
export const AS_DEGREES = { leaveOut: () => undefined, crs: null, register: GAUSS_KRUGER } as const;
