import type { Check, Symptom } from './check.ts';
import { DRAWN, PLACED, positionsIn } from './places.ts';

/** Nobody stands in the Gulf of Guinea: what a program writes where it has no coordinates. */
const isNowhere = (lon: number, lat: number): boolean =>
  !Number.isFinite(lon) || !Number.isFinite(lat) || (Math.abs(lon) < 1e-3 && Math.abs(lat) < 1e-3);

/** Places 0, 0, one finding per table. */
export const noCoordinates: Check = {
  code: 'no-coordinates',
  severity: 'error',
  *find({ rows }): Generator<Symptom> {
    for (const table of [...PLACED, ...DRAWN]) {
      const ids = positionsIn(rows, table)
        .filter(({ lon, lat }) => isNowhere(lon, lat))
        .map(({ id }) => id);
      if (ids.length === 0) continue;
      yield {
        subject: table,
        ids,
        at: null,
        because: { key: 'no-coordinates', values: { table, rows: ids.length } },
      };
    }
  },
};
