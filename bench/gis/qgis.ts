/**
 * Whether QGIS itself reads `/ogc`: `npm run check:qgis`. Starts the service on the demo region, opens every collection
 * of the record as a layer in a QGIS without a window, and compares counts, a filter by box and one by property with the
 * tables of the demo. Ends with 0 when all agree, with 1 when one does not or QGIS is missing (`apt-get install
 * python3-qgis`).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RECORD_COLLECTION_NAMES, type RecordCollectionName } from '../../src/model/features.ts';
import { demoRows } from '../../test/support/demo-rows.ts';
import { houseIn, serveJiedian } from '../../test/support/run-jiedian.ts';

const SCRIPT = fileURLToPath(new URL('see-layers.py', import.meta.url));
/** The system's own, which has QGIS's modules; another may come first in the path. */
const PYTHON = '/usr/bin/python3';
const PATIENCE_MS = 900_000;

/** A property to filter by, its column in the tables, and a value. */
const FILTERS: Readonly<
  Record<RecordCollectionName, readonly [property: string, column: string, value: string]>
> = {
  substations: ['recordId', 'id', 'c0'],
  'main-transformers': ['substationId', 'substation_id', 'c0'],
  feeders: ['kind', 'kind', 'dedicated'],
  sections: ['feederId', 'feeder_id', 'c0-f01'],
  nodes: ['kind', 'kind', 'rmu'],
  'distribution-transformers': ['ownership', 'ownership', 'customer'],
  'lv-points': ['kind', 'kind', 'box'],
  'lv-lines': ['conductorTypeId', 'conductor_type_id', 'lv-cable-240'],
  roads: ['class', 'class', 'primary'],
  areas: ['kind', 'kind', 'water'],
};

/** What QGIS saw of a collection. */
interface Seen {
  readonly error?: string;
  readonly counted: number;
  readonly read: number;
  readonly ids: number;
  readonly places: number;
  readonly inside: readonly string[];
  readonly inBox: readonly string[];
  readonly filtered: number;
  readonly like: number;
}

/** The value of a filter that the tables have: the preferred one, else that of the first row. */
function filterOf(name: RecordCollectionName): readonly [property: string, value: string, count: number] {
  const [property, column, preferred] = FILTERS[name];
  const values = demoRows(name).map((row) => row[column] ?? '');
  const value = values.includes(preferred) ? preferred : (values[0] ?? '');
  return [property, value, values.filter((one) => one === value).length];
}

function differences(name: RecordCollectionName, seen: Seen | undefined): string[] {
  if (seen === undefined || seen.error !== undefined) return [`${name}: ${seen?.error ?? 'not seen'}`];
  const { length } = demoRows(name);
  const [property, value, count] = filterOf(name);
  const expected = {
    counted: length,
    read: length,
    ids: length,
    places: length,
    filtered: count,
    like: count,
  };
  const wrong = Object.entries(expected).flatMap(([what, wanted]) => {
    const found = seen[what as keyof typeof expected];
    return found === wanted ? [] : [`${name}: ${what} ${found}, expected ${wanted} (${property} = ${value})`];
  });
  const isSame = JSON.stringify(seen.inside) === JSON.stringify(seen.inBox);
  return isSame && seen.inside.length > 0
    ? wrong
    : [...wrong, `${name}: the box gives ${seen.inBox.length}, not ${seen.inside.length}`];
}

function seeThrough(url: string, token: string, folder: string): Readonly<Record<string, Seen>> {
  const asked = RECORD_COLLECTION_NAMES.flatMap((name) => [name, ...filterOf(name).slice(0, 2).map(String)]);
  const { status, stdout, stderr } = spawnSync(PYTHON, [SCRIPT, url, token, ...asked], {
    encoding: 'utf8',
    timeout: PATIENCE_MS,
    maxBuffer: 256 * 1024 * 1024,
    env: { PATH: process.env['PATH'], HOME: folder, XDG_RUNTIME_DIR: folder },
  });
  if (status !== 0)
    throw new Error(`QGIS could not be run (apt-get install python3-qgis): ${stderr.slice(-500)}`);
  return JSON.parse(stdout) as Readonly<Record<string, Seen>>;
}

const folder = mkdtempSync(join(tmpdir(), 'jiedian-qgis-'));
const service = await serveJiedian(houseIn(join(folder, 'house')));
try {
  const seen = seeThrough(`${service.address}/ogc`, service.tokens['planner'] ?? '', folder);
  const wrong = RECORD_COLLECTION_NAMES.flatMap((name) => differences(name, seen[name]));
  for (const line of wrong) console.error(line);
  for (const name of RECORD_COLLECTION_NAMES) {
    const [property, value, count] = filterOf(name);
    console.log(`${name}: ${seen[name]?.read} features, ${count} with ${property} = ${value}`);
  }
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  await service.stop();
  rmSync(folder, { recursive: true });
}
