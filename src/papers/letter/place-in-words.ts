import type { Speaker } from '../../contract/messages/speak.ts';

/** A place by its coordinates, to a tenth of a metre. */
export const placeInWords = (
  { say }: Speaker,
  { lon, lat }: { readonly lon: number; readonly lat: number },
): string => say('letter', 'place', { lon: lon.toFixed(6), lat: lat.toFixed(6) });
