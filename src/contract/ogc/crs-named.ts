import { CRS84, type Crs } from '../../model/crs.ts';
import { Refusal } from '../refusal.ts';
import { shown } from '../shown.ts';

/**
 * The system of a URI.
 *
 * @param uri left out = CRS84.
 * @throws Refusal `invalid-parameter` naming those there are.
 */
export function crsNamed(among: readonly Crs[], uri: string | undefined, parameter: 'crs' | 'bbox-crs'): Crs {
  if (uri === undefined) return CRS84;
  const found = among.find((crs) => crs.uri === uri);
  if (found !== undefined) return found;
  throw new Refusal('invalid-parameter', [
    {
      pointer: `/query/${parameter}`,
      code: 'not-one-of',
      received: shown(uri),
      allowed: among.map((crs) => crs.uri),
    },
  ]);
}
