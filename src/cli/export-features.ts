import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { featureId, featureText, propertiesOf } from '../contract/ogc/feature-text.ts';
import type { Shape } from '../geopackage/shape.ts';
import { type Layer, type LayerRow, writeGeopackage } from '../geopackage/write-geopackage.ts';
import { CRS84 } from '../model/crs.ts';
import {
  type FeatureCollection,
  type FeatureRow,
  RECORD_COLLECTIONS,
  RECORD_COLLECTION_NAMES,
  type RecordCollectionName,
} from '../model/features.ts';
import type { RegionState, Store } from '../model/store.ts';
import { CommandFailure } from './failure.ts';

type Source = Pick<Store, 'features'>;

const KINDS = { string: 'TEXT', number: 'REAL', integer: 'INTEGER', boolean: 'BOOLEAN' } as const;
const SHAPES = {
  Point: 'POINT',
  LineString: 'LINESTRING',
  MultiLineString: 'MULTILINESTRING',
  Polygon: 'POLYGON',
} as const;

/** Figures of room are computed by the service, not kept in the record: they are no part of what is exported. */
const recordOnly = (collection: RecordCollectionName): FeatureCollection => {
  const { title, description, table, geometry, properties, most, tiles } = RECORD_COLLECTIONS[collection];
  return { title, description, table, geometry, properties, room: null, most, tiles };
};

/** All features of a collection, page by page, with neutral names for what is a customer's. @throws when the record moves. */
async function* featuresOf(
  store: Source,
  { id: region, dataVersion }: RegionState,
  collection: RecordCollectionName,
): AsyncGenerator<FeatureRow> {
  const { most: limit } = RECORD_COLLECTIONS[collection];
  const asked = {
    region,
    collection,
    within: null,
    equal: {},
    months: null,
    crs: CRS84,
    isCounted: false,
    limit,
  };
  let after: string | null = null;
  do {
    const page = await store.features(Object.assign({ after }, asked));
    if (page?.at.version !== dataVersion)
      throw new CommandFailure(`region ${region} was imported anew meanwhile; export it again`);
    yield* page.rows;
    after = page.next;
  } while (after !== null);
}

async function* rowsOf(
  features: AsyncIterable<FeatureRow>,
  collection: FeatureCollection,
): AsyncGenerator<LayerRow> {
  for await (const row of features) {
    // The database wrote it as GeoJSON.
    const shape = row.geometry === null ? null : (JSON.parse(row.geometry) as Shape);
    yield { shape, values: Object.values(propertiesOf(collection, row, null)) };
  }
}

/** Writes every collection of a region as a layer of one GeoPackage. */
export async function exportGeopackage(store: Source, state: RegionState, path: string): Promise<void> {
  const layers = RECORD_COLLECTION_NAMES.map((name): Layer => {
    const collection = recordOnly(name);
    return {
      name: name.replaceAll('-', '_'),
      title: collection.title,
      description: collection.description,
      shape: SHAPES[collection.geometry],
      columns: Object.entries(collection.properties).map(([property, { type, meaning }]) => ({
        name: property,
        kind: KINDS[type],
        meaning,
      })),
      rows: rowsOf(featuresOf(store, state, name), collection),
    };
  });
  await writeFile(path, await writeGeopackage(layers, state.dataAsOf), { flag: 'wx' });
}

async function* geojsonOf(
  store: Source,
  state: RegionState,
  name: RecordCollectionName,
): AsyncGenerator<string> {
  const collection = recordOnly(name);
  const isWhole = (property: string): boolean => collection.properties[property]?.type === 'integer';
  yield `{"type":"FeatureCollection","name":${JSON.stringify(name)},"features":[`;
  let before = '\n';
  for await (const row of featuresOf(store, state, name)) {
    const feature = { geometry: row.geometry, properties: propertiesOf(collection, row, null) };
    yield before + featureText(featureId(state.id, row.id), feature, isWhole);
    before = ',\n';
  }
  yield '\n]}\n';
}

/** Writes every collection of a region as `<collection>.geojson` (RFC 7946) into a folder, as a stream. */
export async function exportGeojson(store: Source, state: RegionState, folder: string): Promise<void> {
  for (const name of RECORD_COLLECTION_NAMES) {
    const path = join(folder, `${name}.geojson`);
    await pipeline(Readable.from(geojsonOf(store, state, name)), createWriteStream(path, { flags: 'wx' }));
  }
}
