import type { Map as MapLibre } from 'maplibre-gl';
import { useCallback, useState } from 'preact/hooks';
import { placeShownAt } from '../../map/drawn-in.ts';

const DIGITS = 4;

/** What a map shows, as a `bbox` of the service; `null` until it is there. Settles after each move. */
export function useMapBox(): readonly [box: string | null, watch: (map: MapLibre) => () => void] {
  const [box, setBox] = useState<string | null>(null);
  const watch = useCallback((map: MapLibre) => {
    const look = (): void => {
      const bounds = map.getBounds();
      const [low, high] = [placeShownAt(bounds.getSouthWest()), placeShownAt(bounds.getNorthEast())];
      const sides = [low.lon, low.lat, high.lon, high.lat];
      setBox(sides.map((side) => side.toFixed(DIGITS)).join());
    };
    map.on('moveend', look);
    look();
    return () => {
      map.off('moveend', look);
    };
  }, []);
  return [box, watch];
}
