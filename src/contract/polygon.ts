import { z } from 'zod';
import { isClosed, isSimple } from './simple-ring.ts';
import { lat, lon } from './site.ts';

const MAX_POSITIONS = 1000;

const broken = (code: string, allowed: string) => ({ params: { code, allowed } });

const ring = z
  .array(z.tuple([lon, lat]))
  .min(4)
  .max(MAX_POSITIONS)
  .refine(isClosed, broken('ring-not-closed', 'the last position is the first'))
  .refine((positions) => positions.length > MAX_POSITIONS || !isClosed(positions) || isSimple(positions), {
    ...broken('ring-crosses-itself', 'edges that meet only at the corners between neighbours'),
  });

/**
 * A GeoJSON Polygon: outer ring first, each ring closed and simple, at most 1,000 positions in all. An empty list
 * of rings is GeoJSON's way to say "no geometry" and is taken as that.
 */
export const polygon = z
  .strictObject({
    type: z.literal('Polygon'),
    coordinates: z
      .array(ring)
      .refine((rings) => rings.reduce((sum, { length }) => sum + length, 0) <= MAX_POSITIONS, {
        ...broken('too-long', `at most ${MAX_POSITIONS} positions in all rings`),
      }),
  })
  .meta({
    description:
      'Red line of the plot (红线), a GeoJSON Polygon of at most 1,000 positions, in the datum of `site` where that has coordinates and in WGS 84 otherwise. It splits the bill; it never moves the receiving point.',
  });
