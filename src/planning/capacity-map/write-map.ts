import { type CapacityMap, type CapacityMapForm, cellFigure } from '../../model/capacity-map.ts';
import { cellProperties } from './cell-properties.ts';
import { NODATA, writeGeotiff } from './write-geotiff.ts';

/** State a map was read at, as every answer names it. */
export interface MapState {
  readonly snapshot: { readonly region: string; readonly version: number; readonly dataAsOf: string };
  readonly ledgerVersion: number;
  readonly asOf: string;
}

const degrees = (value: number): number => Math.round(value * 1e7) / 1e7;

function geojson(map: CapacityMap, radiusM: number, state: MapState): unknown {
  const { grid } = map;
  const features = Array.from({ length: grid.size }, (_, cell) => {
    const { id, ...properties } = cellProperties(map, cell);
    const ring = grid.ring(cell).map(({ lon, lat }) => [degrees(lon), degrees(lat)]);
    return { type: 'Feature', id, geometry: { type: 'Polygon', coordinates: [ring] }, properties };
  });
  const { columns, rows, zone } = grid;
  return { type: 'FeatureCollection', ...state, radiusM, columns, rows, epsg: zone.srid, features };
}

function geotiff(map: CapacityMap, radiusM: number, { snapshot, ledgerVersion, asOf }: MapState) {
  const { region, version, dataAsOf } = snapshot;
  return writeGeotiff(
    map.grid,
    (cell) => cellFigure(map, cell).kva ?? NODATA,
    `largest standard demand that fits, kVA, within ${radiusM} m; region ${region}, data version ${version} of ${dataAsOf}, ledger version ${ledgerVersion}, as of ${asOf}`,
  );
}

/** A map as the bytes of a file; the same map and state give the same bytes. */
export function writeMap(
  map: CapacityMap,
  { form, radiusM }: { readonly form: CapacityMapForm; readonly radiusM: number },
  state: MapState,
): Uint8Array<ArrayBuffer> {
  if (form === 'tiff') return geotiff(map, radiusM, state);
  return Uint8Array.from(Buffer.from(JSON.stringify(geojson(map, radiusM, state))));
}
