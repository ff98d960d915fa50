import {
  FEATURE_COLLECTIONS,
  type FeaturePage,
  type FeatureRow,
  type FeaturesQuery,
} from '../../model/features.ts';
import { type Db, type Param, type Queries, type SqlRow, transaction } from '../db.ts';
import { STATE_COLUMNS, toRegionState } from '../region-state.ts';
import { numberOf, textOf, textOrNull } from '../sql-row.ts';
import { boxRing } from './box-ring.ts';
import { FEATURE_SOURCES, REGION } from './feature-sources.ts';

const snakeCase = (property: string): string =>
  property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const OF_EVERY: Readonly<Record<string, string>> = { region: 'f.region_id', recordId: 'f.id' };

/** SQL of a property. Only names of the collection's own list get here. */
const valueOf = ({ collection }: FeaturesQuery, property: string): string => {
  const { table } = FEATURE_COLLECTIONS[collection];
  return OF_EVERY[property] ?? FEATURE_SOURCES[table].values?.[property] ?? `f.${snakeCase(property)}`;
};

/** A statement's parameters as they come up, the region first (see {@link REGION}). */
class Params {
  readonly all: Param[];

  constructor(region: string) {
    this.all = [region];
  }

  /** Takes a value; its place in the statement. */
  take(value: Param): string {
    this.all.push(value);
    return `$${this.all.length}`;
  }
}

function touches(query: FeaturesQuery, params: Params): string[] {
  const { within, collection } = query;
  if (within === null) return [];
  const { shape, indexed, touches: own } = FEATURE_SOURCES[FEATURE_COLLECTIONS[collection].table];
  const boxes = within.boxes.map((box) => {
    const polygon = `st_geomfromtext(${params.take(boxRing(box, within.crs))}, ${within.crs.srid})`;
    const area = within.crs.srid === 4326 ? polygon : `st_transform(${polygon}, 4326)`;
    if (own !== undefined) return own(area);
    const isTouched = `(${indexed ?? shape}) && ${area} and st_intersects(${shape}, ${area})`;
    // What has no place fits every box (OGC API – Features, /req/core/fc-bbox-response).
    return indexed === null ? `coalesce(${isTouched}, true)` : `(${isTouched})`;
  });
  return [`(${boxes.join(' or ')})`];
}

const inMonths = ({ months }: FeaturesQuery, params: Params): string[] =>
  months === null ? [] : [`f.month between ${params.take(months.from)} and ${params.take(months.to)}`];

/** What a feature must fulfil, whatever the page. */
function conditions(query: FeaturesQuery, params: Params): string[] {
  return [
    `f.region_id = ${REGION}`,
    ...Object.entries(query.equal).map(
      ([property, value]) => `${valueOf(query, property)} = ${params.take(value)}`,
    ),
    ...inMonths(query, params),
    ...touches(query, params),
  ];
}

const rowsOf = ({ collection }: FeaturesQuery): string => `${FEATURE_COLLECTIONS[collection].table} f`;

function shapeSql({ collection, crs }: FeaturesQuery): string {
  const { shape } = FEATURE_SOURCES[FEATURE_COLLECTIONS[collection].table];
  const moved = crs.srid === 4326 ? shape : `st_transform(${shape}, ${crs.srid})`;
  const ordered = crs.isNorthFirst ? `st_flipcoordinates(${moved})` : moved;
  return `st_asgeojson(${ordered}, ${crs.decimals}, 0)`;
}

/** One more than the page holds tells whether there is another. */
async function readPage(on: Queries, query: FeaturesQuery): Promise<readonly SqlRow[]> {
  const { properties } = FEATURE_COLLECTIONS[query.collection];
  const params = new Params(query.region);
  const where = conditions(query, params);
  if (query.after !== null) where.push(`f.id > ${params.take(query.after)}`);
  const list = Object.keys(properties).map((property) => `${valueOf(query, property)} as "${property}"`);
  return on.query(
    `select f.id as "featureId", ${shapeSql(query)} as "featureShape", ${list.join(', ')}
     from ${rowsOf(query)} where ${where.join(' and ')} order by f.id limit ${params.take(query.limit + 1)}`,
    params.all,
  );
}

async function count(on: Queries, query: FeaturesQuery): Promise<number | null> {
  if (!query.isCounted) return null;
  const params = new Params(query.region);
  const where = conditions(query, params).join(' and ');
  const [row] = await on.query(`select count(*)::int as n from ${rowsOf(query)} where ${where}`, params.all);
  return row === undefined ? 0 : numberOf(row, 'n');
}

const toFeature = ({ featureId, featureShape, ...properties }: SqlRow): FeatureRow => ({
  id: textOf({ featureId }, 'featureId'),
  geometry: textOrNull({ featureShape }, 'featureShape'),
  // The columns of the list are texts, numbers and booleans.
  properties: properties as FeatureRow['properties'],
});

/** One page of a collection in one state of a region's record; `null` when there is no such region. */
export const readFeatures = (db: Db, query: FeaturesQuery): Promise<FeaturePage | null> =>
  transaction(db, 'snapshot', async (on) => {
    const [state] = await on.query(`select ${STATE_COLUMNS} from regions where id = $1`, [query.region]);
    if (state === undefined) return null;
    const matched = await count(on, query);
    const found = query.limit === 0 ? [] : await readPage(on, query);
    const rows = found.slice(0, query.limit).map(toFeature);
    const next = found.length > rows.length ? (rows.at(-1)?.id ?? null) : null;
    const { id, dataVersion: version, ledgerVersion } = toRegionState(state);
    return { at: { id, version, ledgerVersion }, rows, next, matched };
  });
