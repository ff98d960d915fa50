import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Argument, Command } from 'commander';
import { stringify } from 'csv-stringify/sync';
import { writeTables } from '../ingest/tables/write-tables.ts';
import { TABLE_NAMES } from '../model/record.ts';
import type { RegionState, Store } from '../model/store.ts';
import { exportGeojson, exportGeopackage } from './export-features.ts';
import { CommandFailure } from './failure.ts';
import type { House } from './house.ts';
import { region as regionOption } from './option-values.ts';
import { printLine } from './print.ts';

interface Options {
  readonly region: string;
}

/** Makes a folder; what is in one already is never written over. */
async function emptyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0)
    throw new CommandFailure(`${folder} is not empty; give a new folder`);
}

/** The record itself, in one consistent read and the form that `import tables` takes: importing it gives the same record. */
async function exportTables(store: Store, { id, name }: RegionState, folder: string): Promise<void> {
  await emptyFolder(folder);
  const record = await store.readPacked(id, TABLE_NAMES);
  if (record === null) throw new CommandFailure(`the record has no region ${id}`);
  await writeFile(join(folder, 'region.csv'), stringify([['name'], [name]]));
  await writeTables(folder, record.rows);
}

const WRITERS = {
  tables: exportTables,
  geopackage: exportGeopackage,
  geojson: async (store: Store, state: RegionState, folder: string): Promise<void> => {
    await emptyFolder(folder);
    await exportGeojson(store, state, folder);
  },
} as const;

async function exportTo(house: House, format: keyof typeof WRITERS, path: string, id: string): Promise<void> {
  const store = await house.openStore();
  try {
    const state = (await store.regions()).find((each) => each.id === id);
    if (state === undefined) throw new CommandFailure(`the record has no region ${id}`);
    if (format === 'tables')
      house.say('the tables hold names as the record has them, those of customers too');
    await WRITERS[format](store, state, path);
    printLine(`region ${id}, data version ${state.dataVersion}: written to ${path}`);
  } finally {
    await store.close();
  }
}

/** `jiedian export`: the record of a region as files. */
export const exportCommand = (house: House): Command =>
  new Command('export')
    .description('write the record of a region as files; tables can be imported again')
    .addArgument(new Argument('<format>', 'format of the files').choices(Object.keys(WRITERS)))
    .argument('<path>', 'new folder, or for geopackage a new file')
    .requiredOption('--region <id>', 'region to write', regionOption)
    .action(async (format: keyof typeof WRITERS, path: string, { region }: Options) => {
      await exportTo(house, format, path, region);
    });
