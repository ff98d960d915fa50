import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Row } from '../../src/model/record.ts';

const FILE = new URL('../../data/demo/addresses.csv', import.meta.url);

/** The gazetteer of the demo region. */
export const demoAddresses = (): readonly Row<'addresses'>[] =>
  (parse(readFileSync(FILE), { columns: true }) as unknown as readonly Record<string, string>[]).map(
    ({ id = '', text = '', lon_deg, lat_deg }) => ({
      ...{ id, text, lon_deg: Number(lon_deg), lat_deg: Number(lat_deg) },
    }),
  );
