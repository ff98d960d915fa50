import type { Map as MapLibre } from 'maplibre-gl';
import { TerraDraw, TerraDrawPolygonMode } from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import { colour } from '../map/colour.ts';
import { placeShownAt } from '../map/drawn-in.ts';
import type { Ring } from '../map/site-overlays.ts';

/**
 * Lets the reader draw one polygon on the map.
 *
 * @param done gets its ring once it is closed.
 * @returns what ends the drawing, finished or not.
 */
export function drawPlot(map: MapLibre, done: (ring: Ring) => void): () => void {
  const red = colour('bad') as `#${string}`;
  const mode = new TerraDrawPolygonMode({
    styles: { fillColor: red, fillOpacity: 0.08, outlineColor: red, outlineWidth: 2, closingPointColor: red },
  });
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, prefixId: 'draw' }),
    modes: [mode],
  });
  draw.start();
  draw.setMode('polygon');
  draw.on('finish', (id) => {
    const shape = draw.getSnapshotFeature(id)?.geometry;
    if (shape?.type !== 'Polygon') return;
    const corners = shape.coordinates[0] ?? [];
    done(
      corners.map(([lng = 0, lat = 0]) => {
        const { lon, lat: trueLat } = placeShownAt({ lng, lat });
        return [lon, trueLat];
      }),
    );
  });
  return () => {
    if (draw.enabled) draw.stop();
  };
}
