import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFiles } from '../../src/ingest/import-files.ts';
import type { SourceKind } from '../../src/model/plan.ts';
import { capacityRules } from '../../src/policy/pack.ts';
import { sourcesWithin } from '../../src/search/sources-within.ts';
import { buildSnapshot } from '../../src/snapshot/build.ts';
import { GRID_TABLES } from '../../src/snapshot/grid-rows.ts';
import { Snapshot } from '../../src/snapshot/open.ts';
import type { Db } from '../../src/store/db.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { openTestDb } from '../support/database.ts';
import { pack } from '../support/load-rules.ts';
import { seeded } from '../support/random-grid.ts';
import { least, proofs } from '../support/proofs.ts';

const FRENCH = fileURLToPath(new URL('../../../shared/data/french', import.meta.url));
const DEMO = fileURLToPath(new URL('../../data/demo', import.meta.url));
const PER_QUERY = 250;

const REGIONS = [
  {
    name: 'the French feeders',
    format: 'roseau',
    path: FRENCH,
    points: proofs(2000, 300),
    pairs: least(30_000, 3000),
  },
  { name: 'the demo county', format: 'tables', path: DEMO, points: proofs(200, 50), pairs: least(5000, 500) },
];

/** Places near the grid: a random node, moved by up to about 1.5 km either way. */
function randomPlaces(snapshot: Snapshot, points: number): { lon: number; lat: number }[] {
  const random = seeded(20261120);
  const { sourceLon, sourceLat } = snapshot.columns;
  return Array.from({ length: points }, () => {
    const i = Math.floor(random() * snapshot.counts.sources);
    return { lon: sourceLon[i]! + (random() - 0.5) * 0.03, lat: sourceLat[i]! + (random() - 0.5) * 0.03 };
  });
}

/** Medium-voltage nodes and public transformers within 1,000 m of each place, as PostGIS sees them. */
async function askPostgis(
  db: Db,
  places: readonly { lon: number; lat: number }[],
): Promise<Map<string, number>[]> {
  const found: Map<string, number>[] = [];
  for (let from = 0; from < places.length; from += PER_QUERY) {
    const some = places.slice(from, from + PER_QUERY);
    const rows = await db.query(
      `with place as (
         select i, st_setsrid(st_makepoint(lon::float8, lat::float8), 4326)::geography as at
         from unnest($1::text[], $2::text[]) with ordinality as p (lon, lat, i)
       ), source as (
         select 'mv/' || id as key, geom::geography as at from nodes where region_id = 'r'
         union all
         select 'tx/' || id, geom::geography from distribution_transformers where region_id = 'r' and ownership = 'public'
       )
       select i::int as i, key, st_distance(place.at, source.at) as metres
       from place join source on st_dwithin(place.at, source.at, 1000)`,
      [some.map(({ lon }) => String(lon)), some.map(({ lat }) => String(lat))],
    );
    const maps = some.map(() => new Map<string, number>());
    for (const { i, key, metres } of rows) maps[(i as number) - 1]!.set(key as string, metres as number);
    found.push(...maps);
  }
  return found;
}

const keyOf = (kind: SourceKind, id: string): string | null =>
  kind === 'lv-point' ? null : kind === 'distribution-transformer' ? `tx/${id}` : `mv/${id}`;

describe.each(REGIONS)('$name', ({ name, format, path, points, pairs }) => {
  const there = existsSync(path);
  if (!there) console.warn(`SKIPPED: ${name}: ${path} is not there`);
  let db: Db;
  let snapshot: Snapshot;
  beforeAll(async () => {
    if (!there) return;
    db = await openTestDb();
    const store = storeOver(db);
    const { outcome } = await importFiles({ store, format, paths: [path], region: 'r', quarantine: false });
    expect(outcome).toBe('imported');
    snapshot = new Snapshot(
      buildSnapshot((await store.readPacked('r', GRID_TABLES))!, capacityRules(pack)).buffer,
    );
  }, 120_000);
  afterAll(() => (there ? db.close() : undefined));

  test.runIf(there)(
    `${points} random places: the sources within 1,000 m are those of ST_DWithin, distances agree to 1 cm`,
    async () => {
      const places = randomPlaces(snapshot, points);
      const expected = await askPostgis(db, places);
      let seen = 0;
      places.forEach((place, i) => {
        const ours = new Map<string, number>();
        for (const { source, distanceM } of sourcesWithin(snapshot, place, 1000)) {
          const key = keyOf(snapshot.sourceKind(source), snapshot.sourceId(source));
          if (key !== null) ours.set(key, distanceM);
        }
        expect([...ours.keys()].sort()).toEqual([...expected[i]!.keys()].sort());
        for (const [key, metres] of ours)
          expect(Math.abs(metres - expected[i]!.get(key)!)).toBeLessThan(0.01);
        seen += ours.size;
      });
      expect(seen).toBeGreaterThan(pairs);
    },
    240_000,
  );
});
