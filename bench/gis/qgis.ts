/**
 * Whether QGIS itself reads `/ogc`: `npm run check:qgis`. Starts the service on the demo region, publishes the month,
 * opens every collection as a layer in a QGIS without a window, and compares counts, a filter by box and one by property
 * with the tables of the demo. Ends with 0 when all agree, with 1 when one does not or QGIS is missing (`apt-get install
 * python3-qgis`).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { today } from '../../src/contract/today.ts';
import {
  FEATURE_COLLECTION_NAMES,
  type FeatureCollectionName,
  type RecordCollectionName,
} from '../../src/model/features.ts';
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

/** What there is to be seen of a collection. */
interface Expected {
  readonly length: number;
  readonly property: string;
  readonly value: string;
  readonly count: number;
}

/** Filtered by a value that the tables have: the preferred one, else that of the first row. */
function expectedOf(name: FeatureCollectionName): Expected {
  if (name === 'publications') {
    const [lines, transformers] = [demoRows('feeders').length, demoRows('distribution-transformers').length];
    return { length: lines + transformers, property: 'kind', value: 'feeder', count: lines };
  }
  const [property, column, preferred] = FILTERS[name];
  const values = demoRows(name).map((row) => row[column] ?? '');
  const value = values.includes(preferred) ? preferred : (values[0] ?? '');
  return { length: values.length, property, value, count: values.filter((one) => one === value).length };
}

function differences(name: FeatureCollectionName, seen: Seen | undefined): string[] {
  if (seen === undefined || seen.error !== undefined) return [`${name}: ${seen?.error ?? 'not seen'}`];
  const { length, property, value, count } = expectedOf(name);
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
  const asked = FEATURE_COLLECTION_NAMES.flatMap((name) => {
    const { property, value } = expectedOf(name);
    return [name, property, value];
  });
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

/** Publishes the current month. */
async function publish(address: string, token: string): Promise<void> {
  const answer = await fetch(`${address}/v1/publications`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ region: 'demo', month: today(new Date()).slice(0, 7) }),
  });
  if (!answer.ok) throw new Error(`the month could not be published: ${await answer.text()}`);
}

const folder = mkdtempSync(join(tmpdir(), 'jiedian-qgis-'));
const service = await serveJiedian(houseIn(join(folder, 'house')));
try {
  const token = service.tokens['planner'] ?? '';
  await publish(service.address, token);
  const seen = seeThrough(`${service.address}/ogc`, token, folder);
  const wrong = FEATURE_COLLECTION_NAMES.flatMap((name) => differences(name, seen[name]));
  for (const line of wrong) console.error(line);
  for (const name of FEATURE_COLLECTION_NAMES) {
    const { property, value, count } = expectedOf(name);
    console.log(`${name}: ${seen[name]?.read} features, ${count} with ${property} = ${value}`);
  }
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  await service.stop();
  rmSync(folder, { recursive: true });
}
