import { z } from 'zod';
import {
  FEATURE_COLLECTIONS,
  type FeatureCollection,
  type FeatureCollectionName,
} from '../../model/features.ts';
import { TILE_LAYERS, TILE_MAX_ZOOM } from '../../model/tiles.ts';
import { Refusal } from '../refusal.ts';
import { TILE_TYPE } from '../tiles.ts';
import type { Wire } from '../wire.ts';
import { type Reached, ogcBase } from './landing.ts';
import { MEDIA, REL, facesOf, link } from './link.ts';

const WEB_MERCATOR = 'http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad';
const CRS_3857 = 'http://www.opengis.net/def/crs/EPSG/0/3857';

const layer = z.strictObject({
  id: z.string(),
  description: z.string(),
  minTileMatrix: z.string(),
  maxTileMatrix: z.string(),
});

/** Answer of `GET /ogc/collections/{collectionId}/tiles/WebMercatorQuad`. */
export const tilesetAnswer = z
  .strictObject({
    title: z.string(),
    dataType: z.literal('vector'),
    crs: z.url(),
    tileMatrixSetURI: z.url(),
    layers: z.array(layer),
    links: z.array(link),
  })
  .meta({ description: 'Metadata of a tileset, as OGC API – Tiles describes it.' });

const tilesetItem = tilesetAnswer.omit({ layers: true });

/** Answer of `GET /ogc/collections/{collectionId}/tiles`. */
export const tilesetsAnswer = z.strictObject({ links: z.array(link), tilesets: z.array(tilesetItem) });

type Drawn = NonNullable<FeatureCollection['tiles']>;

/** @throws Refusal `not-found` where no tiles show the collection. */
function tilesOf(name: FeatureCollectionName): Drawn {
  const { tiles } = FEATURE_COLLECTIONS[name];
  if (tiles === null) throw new Refusal('not-found');
  return tiles;
}

const layersOf = ({ set, layers }: Drawn) =>
  layers.map((id) => {
    const found = Object.entries(TILE_LAYERS[set]).find(([name]) => name === id)?.[1];
    if (found === undefined) throw new Error(`no layer ${id} in ${set}`);
    return { id, ...found };
  });

const tilesetUrl = (name: FeatureCollectionName, root: string): string =>
  `${ogcBase(root)}/collections/${name}/tiles/WebMercatorQuad`;

/** The tiles that show a collection; their bytes are those of `/tiles`, other layers of the set among them. */
export function tileset(name: FeatureCollectionName, reached: Reached): Wire<z.infer<typeof tilesetAnswer>> {
  const tiles = tilesOf(name);
  const { root, url, isHtml } = reached;
  return {
    title: FEATURE_COLLECTIONS[name].title,
    dataType: 'vector',
    crs: CRS_3857,
    tileMatrixSetURI: WEB_MERCATOR,
    layers: layersOf(tiles).map(({ id, description, minZoom, maxZoom }) => ({
      id,
      description,
      minTileMatrix: String(minZoom),
      maxTileMatrix: String(maxZoom),
    })),
    links: [
      ...facesOf(url, MEDIA.json, isHtml),
      { rel: REL.tilingScheme, type: MEDIA.json, title: 'WebMercatorQuad', href: WEB_MERCATOR },
      {
        rel: 'item',
        type: TILE_TYPE,
        title: 'Tiles',
        href: `${root}/tiles/${tiles.set}/{tileMatrix}/{tileCol}/{tileRow}.mvt`,
        templated: true,
      },
      { rel: 'describedby', type: MEDIA.json, title: 'TileJSON', href: `${root}/tiles/${tiles.set}.json` },
    ],
  };
}

/** The one tileset of a collection, as a list. */
export function tilesets(
  name: FeatureCollectionName,
  reached: Reached,
): Wire<z.infer<typeof tilesetsAnswer>> {
  const { root, url, isHtml } = reached;
  const own = tilesetUrl(name, root);
  const { title, dataType, crs, tileMatrixSetURI } = tileset(name, reached);
  const self = { rel: 'self', type: MEDIA.json, title, href: own };
  return {
    links: facesOf(url, MEDIA.json, isHtml),
    tilesets: [{ title, dataType, crs, tileMatrixSetURI, links: [self] }],
  };
}

const ROOM_COLOUR = [
  'case',
  ['!', ['has', 'openKva']],
  '#8a8f98',
  ['step', ['get', 'openKva'], '#c0392b', 0.01, '#e67e22', 315, '#d4ac0d', 800, '#1e8449'],
] as const;
const GROUND_COLOUR = '#7f8c8d';

/** Answer of `GET /ogc/collections/{collectionId}/style`: a MapLibre style, as its specification has it. */
export const styleAnswer = z
  .looseObject({
    version: z.literal(8),
    name: z.string(),
    sources: z.looseObject({}),
    layers: z.array(z.looseObject({})),
  })
  .meta({ description: 'A MapLibre style, version 8.' });

const PAINTS = {
  Point: (colour: unknown) => ({
    type: 'circle',
    paint: {
      'circle-radius': 4,
      'circle-color': colour,
      'circle-stroke-width': 1,
      'circle-stroke-color': '#fff',
    },
  }),
  LineString: (colour: unknown) => ({ type: 'line', paint: { 'line-width': 2, 'line-color': colour } }),
  MultiLineString: (colour: unknown) => ({ type: 'line', paint: { 'line-width': 2, 'line-color': colour } }),
  Polygon: (colour: unknown) => ({ type: 'fill', paint: { 'fill-color': colour, 'fill-opacity': 0.4 } }),
} as const;

/** A style that colours a collection by its open capacity: grey unknown, red none, green from 800 kVA on. */
export function style(name: FeatureCollectionName, root: string): z.infer<typeof styleAnswer> {
  const tiles = tilesOf(name);
  const { title, geometry, room } = FEATURE_COLLECTIONS[name];
  const colour = room === null ? GROUND_COLOUR : ROOM_COLOUR;
  return {
    version: 8,
    name: title,
    sources: { [tiles.set]: { type: 'vector', url: `${root}/tiles/${tiles.set}.json` } },
    layers: layersOf(tiles).map(({ id, minZoom, maxZoom }) => ({
      id,
      ...PAINTS[geometry](colour),
      source: tiles.set,
      'source-layer': id,
      minzoom: minZoom,
      // A style hides a layer from its `maxzoom` on, where the deepest tiles are drawn larger.
      ...(maxZoom === TILE_MAX_ZOOM ? {} : { maxzoom: maxZoom + 1 }),
    })),
  };
}
