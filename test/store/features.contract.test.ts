import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CRS84, type Crs, crsFor } from '../../src/model/crs.ts';
import {
  FEATURE_COLLECTIONS,
  type FeatureCollectionName,
  RECORD_COLLECTIONS,
  RECORD_COLLECTION_NAMES,
  type RecordCollectionName,
  type FeaturesQuery,
} from '../../src/model/features.ts';
import type { Store } from '../../src/model/store.ts';
import type { Db } from '../../src/store/db.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { bringRows } from '../support/case-house.ts';
import { databases } from '../support/database.ts';
import { placeAt } from '../support/drawn-grid.ts';
import { CUSTOMER_NAMES, GIS_GRID } from '../support/gis-grid.ts';

interface Shape {
  readonly type: string;
  readonly coordinates: readonly unknown[];
}

const crsOf = (srid: number, isNorthFirst = true): Crs =>
  crsFor([[113, 33, 114, 35]]).find((crs) => crs.srid === srid && crs.isNorthFirst === isNorthFirst)!;

/** West, south, east, north of a box drawn in metres. */
const box = (west: number, south: number, east: number, north: number) => {
  const [low, high] = [placeAt([west, south]), placeAt([east, north])];
  return [low.lon, low.lat, high.lon, high.lat] as const;
};

describe.each(databases())('features on the $name database', ({ open }) => {
  let store: Store;
  let db: Db;
  beforeAll(async () => {
    db = await open();
    store = storeOver(db);
    await bringRows(store, 'r', GIS_GRID);
    await bringRows(store, 'other', GIS_GRID);
  }, 120_000);
  afterAll(() => store.close());

  const ask = async (collection: FeatureCollectionName, changes: Partial<FeaturesQuery> = {}) => {
    const all = {
      within: null,
      equal: {},
      months: null,
      after: null,
      limit: 100,
      crs: CRS84,
      isCounted: true,
    };
    return (await store.features({ region: 'r', collection, ...all, ...changes }))!;
  };
  const ids = async (collection: FeatureCollectionName, changes: Partial<FeaturesQuery> = {}) =>
    (await ask(collection, changes)).rows.map(({ id }) => id);
  const shapeOf = async (collection: RecordCollectionName, id: string, crs = CRS84) => {
    const { rows } = await ask(collection, { equal: { recordId: id }, crs });
    return JSON.parse(rows[0]!.geometry!) as Shape;
  };

  it.each(RECORD_COLLECTION_NAMES)(
    'are as many %s as the record has rows, each with every property',
    async (name) => {
      const { table, properties, geometry } = RECORD_COLLECTIONS[name];
      const { rows, matched, at } = await ask(name);
      expect(rows.map(({ id }) => id).sort()).toEqual(GIS_GRID[table].map(({ id }) => id).sort());
      expect(matched).toBe(rows.length);
      expect(at).toMatchObject({ id: 'r', version: 1 });
      for (const row of rows) {
        expect(Object.keys(row.properties)).toEqual(Object.keys(properties));
        for (const [property, { type, oneOf }] of Object.entries(properties)) {
          const value = row.properties[property];
          if (value !== null) expect(typeof value).toBe(type === 'integer' ? 'number' : type);
          if (value !== null && oneOf !== undefined) expect(oneOf).toContain(value);
        }
        if (row.id !== 'F9') expect((JSON.parse(row.geometry!) as Shape).type).toBe(geometry);
      }
    },
  );

  it('come page by page, each once, and the last page says so', async () => {
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const page = await ask('nodes', { after, limit: 2, isCounted: false });
      expect(page.matched).toBeNull();
      seen.push(...page.rows.map(({ id }) => id));
      if (page.next === null) break;
      expect(page.rows).toHaveLength(2);
      after = page.next;
    }
    expect(seen.sort()).toEqual(GIS_GRID.nodes.map(({ id }) => id).sort());
    expect(await ask('nodes', { limit: GIS_GRID.nodes.length })).toMatchObject({ next: null });
    expect(await ask('nodes', { limit: 0 })).toMatchObject({ rows: [], matched: GIS_GRID.nodes.length });
  });

  it('carry the name of no customer, and cannot be found by it', async () => {
    for (const name of RECORD_COLLECTION_NAMES) {
      const text = JSON.stringify((await ask(name)).rows);
      for (const customer of CUSTOMER_NAMES) expect(text, name).not.toContain(customer);
    }
    const named = async (collection: RecordCollectionName, name: string) =>
      ids(collection, { equal: { name } });
    expect(await named('feeders', '专线 D1')).toEqual(['D1']);
    expect(await named('feeders', `${CUSTOMER_NAMES[0]}专线`)).toEqual([]);
    expect(await named('distribution-transformers', '专变 T2')).toEqual(['T2']);
    expect(await named('distribution-transformers', '建设路台区')).toEqual(['T1']);
    expect(await named('nodes', `${CUSTOMER_NAMES[1]}环网柜`)).toEqual([]);
    expect(await named('nodes', '二号杆')).toEqual(['P2']);
  });

  it('are found by text, figure and yes or no; a rating of 0 is unknown', async () => {
    expect(await ids('roads', { equal: { bridge: true } })).toEqual(['r2']);
    expect(await ids('roads', { equal: { bridge: false, class: 'primary' } })).toEqual(['r1']);
    expect(await ids('nodes', { equal: { kv: 10, kind: 'rmu' } })).toEqual(['R1']);
    expect(await ids('nodes', { equal: { baysSpare: 1 } })).toEqual(['R1']);
    expect(await ids('sections', { equal: { normallyOpen: true } })).toEqual(['R1-P9']);
    expect(await ids('feeders', { equal: { substationId: 'SUB', kind: 'dedicated' } })).toEqual(['D1']);
    expect(await ids('distribution-transformers', { equal: { ratingKva: 315 } })).toEqual(['T1']);
    expect(await ids('distribution-transformers', { equal: { ratingKva: 0 } })).toEqual([]);
    expect(await ask('nodes', { equal: { kind: 'pole' }, limit: 1 })).toMatchObject({ matched: 4 });
  });

  it('are found in a box, lines by their path, and what has no place in every box', async () => {
    const inBox = (collection: RecordCollectionName, ...corners: Parameters<typeof box>) =>
      ids(collection, { within: { boxes: [box(...corners)], crs: CRS84 } });
    expect(await inBox('nodes', 590, -10, 610, 10)).toEqual(['P2']);
    expect(await inBox('distribution-transformers', 590, -10, 610, 10)).toEqual(['T1']);
    // B-P1 bends 120 m to the north; straight it would pass below.
    expect(await inBox('sections', 140, 100, 160, 130)).toEqual(['B-P1']);
    expect(await inBox('sections', 440, -10, 460, 10)).toEqual(['P1-P2']);
    expect(await inBox('feeders', 440, -10, 460, 10)).toEqual(['F1', 'F9']);
    expect(await inBox('areas', 880, 90, 890, 95)).toEqual(['a1']);
    expect(await inBox('main-transformers', -10, -10, 10, 10)).toEqual(['M1']);
    expect(await inBox('nodes', 5000, 5000, 5010, 5010)).toEqual([]);
    const place = placeAt([600, 0]);
    const spot = [place.lon, place.lat, place.lon, place.lat] as const;
    expect(await ids('nodes', { within: { boxes: [spot], crs: CRS84 } })).toEqual(['P2']);
    const boxes = [box(-10, -10, 10, 10), box(590, -10, 610, 10)];
    expect(await ids('nodes', { within: { boxes, crs: CRS84 } })).toEqual(['B', 'P2']);
  });

  it('are what was published too: by month, in a box, and in every box where nothing fed it', async () => {
    const { lon, lat } = placeAt([600, 0]);
    for (const month of ['2026-10', '2026-11'])
      await db.exec(`begin;
        insert into publications (region_id, month, as_of, data_version, ledger_version, data_as_of, pack, audience,
                                  published_by, published_at)
        values ('r', '${month}', '${month}-20', 1, 1, '${month}-20T00:00:00Z', '{}', '{}', 'p1', '${month}-20T00:00:00Z');
        insert into publication_elements (region_id, month, kind, element_id, dedicated, of_customer, committed_kva,
                                          open_kva, grade, cases, place)
        values ('r', '${month}', 'distribution-transformer', 'T1', false, false, 0, 165, 'A', '{}',
                st_setsrid(st_makepoint(${lon}, ${lat}), 4326)),
               ('r', '${month}', 'feeder', 'F9', false, false, 0, null, 'D', '{}', null);
        commit`);
    const found = (changes: Partial<FeaturesQuery>) => ids('publications', changes);
    const [placed, placeless] = ['2026-11.distribution-transformer.T1', '2026-11.feeder.F9'];
    const november = { from: '2026-11', to: '2026-11' };
    expect(await found({ months: november })).toEqual([placed, placeless]);
    expect(await found({ months: { from: '0000-00', to: '2026-10' } })).toHaveLength(2);
    expect(await ask('publications')).toMatchObject({ matched: 4 });
    const inBox = (...corners: Parameters<typeof box>) =>
      found({ months: november, within: { boxes: [box(...corners)], crs: CRS84 } });
    expect(await inBox(590, -10, 610, 10)).toEqual([placed, placeless]);
    expect(await inBox(5000, 5000, 5010, 5010)).toEqual([placeless]);
    expect(await found({ equal: { openKva: 165, elementId: 'T1', month: '2026-10' } })).toEqual([
      '2026-10.distribution-transformer.T1',
    ]);
    const [row] = (await ask('publications', { months: november })).rows;
    expect(Object.keys(row!.properties)).toEqual(Object.keys(FEATURE_COLLECTIONS.publications.properties));
  });

  it('are found where they lie once an end or a path has moved', async () => {
    const north = placeAt([600, 500]);
    const moved = {
      ...GIS_GRID,
      nodes: GIS_GRID.nodes.map((row) =>
        row.id === 'P2' ? { ...row, lon_deg: north.lon, lat_deg: north.lat } : row,
      ),
      sections: GIS_GRID.sections.map((row) => (row.id === 'B-P1' ? { ...row, path_wkt: null } : row)),
    };
    await bringRows(store, 'moved', GIS_GRID);
    await bringRows(store, 'moved', moved);
    const inBox = (...corners: Parameters<typeof box>) =>
      ids('sections', { region: 'moved', within: { boxes: [box(...corners)], crs: CRS84 } });
    expect(await inBox(590, 480, 610, 510)).toContain('P1-P2');
    expect(await inBox(440, -10, 460, 10)).not.toContain('P1-P2');
    expect(await inBox(140, 100, 160, 130)).toEqual([]);
    expect(await inBox(140, -10, 160, 10)).toEqual(['B-P1']);
  });

  it('come in every system in its own axis order, and are found by boxes in it', async () => {
    const [lon, lat] = (await shapeOf('nodes', 'P2')).coordinates as [number, number];
    expect([lon, lat]).toEqual(
      [placeAt([600, 0]).lon, placeAt([600, 0]).lat].map((d) => Number(d.toFixed(7))),
    );
    expect((await shapeOf('nodes', 'P2', crsOf(4326))).coordinates).toEqual([lat, lon]);
    const [north4490, east4490] = (await shapeOf('nodes', 'P2', crsOf(4490))).coordinates as [number, number];
    expect([Math.abs(north4490 - lat) < 1e-6, Math.abs(east4490 - lon) < 1e-6]).toEqual([true, true]);
    const mercator = crsOf(3857, false);
    const [x, y] = (await shapeOf('nodes', 'P2', mercator)).coordinates as [number, number];
    expect(x).toBeCloseTo((lon * 20_037_508.342789) / 180, 1);
    expect(y).toBeCloseTo(
      (Math.log(Math.tan(((90 + lat) * Math.PI) / 360)) * 20_037_508.342789) / Math.PI,
      1,
    );
    // Central meridian 114° E: west of it the easting is below 500 km; the other code has the zone's number, 38, before it.
    const [northing, easting] = (await shapeOf('nodes', 'P2', crsOf(4547))).coordinates as [number, number];
    const fromMeridian = (lon - 114) * 111_320 * Math.cos((lat * Math.PI) / 180);
    expect(Math.abs(easting - 500_000 - fromMeridian)).toBeLessThan(300);
    expect(Math.abs(northing - lat * 110_950)).toBeLessThan(15_000);
    expect((await shapeOf('nodes', 'P2', crsOf(4526))).coordinates).toEqual([
      northing,
      Number((easting + 38_000_000).toFixed(3)),
    ]);
    const near = (crs: Crs, east: number, north: number, d: number) =>
      ids('nodes', { within: { boxes: [[east - d, north - d, east + d, north + d]], crs } });
    expect(await near(crsOf(4547), easting, northing, 5)).toEqual(['P2']);
    expect(await near(mercator, x, y, 5)).toEqual(['P2']);
    expect(await near(crsOf(4490), lon, lat, 1e-5)).toEqual(['P2']);
  });

  it('of a region that is not there are none', async () => {
    const query = {
      collection: 'nodes',
      within: null,
      equal: {},
      months: null,
      after: null,
      limit: 1,
    } as const;
    expect(await store.features({ ...query, region: 'no', crs: CRS84, isCounted: true })).toBeNull();
  });
});
