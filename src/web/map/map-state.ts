/** What a map shows, as the address says it: `?map=13.5/33.97/113.21` (zoom, latitude, longitude in WGS 84). */
export interface MapState {
  readonly zoom: number;
  readonly lat: number;
  readonly lon: number;
}

const SHAPE = /^(\d{1,2}(?:\.\d{1,2})?)\/(-?\d{1,2}(?:\.\d{1,6})?)\/(-?\d{1,3}(?:\.\d{1,6})?)$/u;

/** `null` where the text names no place on a map. */
export function readMapState(text: string | null): MapState | null {
  const found = SHAPE.exec(text ?? '');
  if (found === null) return null;
  const [zoom = 0, lat = 0, lon = 0] = found.slice(1).map(Number);
  return zoom <= 22 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180 ? { zoom, lat, lon } : null;
}

/** The text that {@link readMapState} reads. */
export const writeMapState = ({ zoom, lat, lon }: MapState): string =>
  `${Number(zoom.toFixed(2))}/${Number(lat.toFixed(5))}/${Number(lon.toFixed(5))}`;
