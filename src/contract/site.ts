import { z } from 'zod';
import type { CrsName } from '../model/geometry.ts';
import { words } from './words.ts';

export const crs = words(
  'Datum of the coordinates; a wrong one is off by 0.5 to 1.3 km, so it has no default.',
  {
    WGS84: 'What satellite receivers and most GIS data give.',
    CGCS2000:
      'The national datum of China (EPSG:4490); taken as WGS 84, from which it differs below a metre.',
    GCJ02: 'The shifted datum of Chinese public maps (AMap, Tencent).',
    BD09: 'The doubly shifted datum of Baidu maps.',
  } satisfies Record<CrsName, string>,
);

export const lon = z.number().min(-180).max(180).meta({ description: 'Longitude, degrees.' });
export const lat = z.number().min(-90).max(90).meta({ description: 'Latitude, degrees.' });

/** The receiving point: coordinates with their datum, or an address of the region's gazetteer. */
export const site = z
  .union([
    z.strictObject({ lon, lat, crs }).meta({ title: 'coordinates' }),
    z
      .strictObject({
        address: z.string().trim().min(1).max(100).meta({
          description: 'Looked up in the gazetteer; one clear match is taken and named, otherwise 422.',
        }),
      })
      .meta({ title: 'address' }),
  ])
  .meta({ description: 'The receiving point (受电点).' });
