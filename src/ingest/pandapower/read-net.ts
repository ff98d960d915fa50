import { z } from 'zod';
import type { Defect } from '../../model/store.ts';
import { toShown } from '../check-value.ts';
import type { JsonFile } from '../find-json-files.ts';
import { refuseIssues, toFlaws } from '../issues.ts';
import { readJson } from '../read-json.ts';
import { readFrame } from './data-frame.ts';
import { BUS_COLUMNS, TABLES, UNSUPPORTED } from './tables.ts';
import type { PpRow, PpUnsupported, TableName } from './tables.ts';

/** A network whose rows all have the right shape; indices are unique per table. */
export type Net = { readonly [T in TableName]: readonly PpRow<T>[] } & {
  readonly frequencyHz: number;
  readonly unsupported: readonly PpUnsupported[];
};

/** A file as read: rows of the right shape, and what is wrong with the others. */
export interface ReadNet {
  readonly net: Net;
  readonly defects: readonly Defect[];
}

/** The tables' names before the program was called so, and their units, were others. */
const OLDEST = 2;

const version = z
  .union([z.string(), z.number()])
  .refine((given) => Number.parseInt(String(given)) >= OLDEST, {
    error: `a version from ${OLDEST}.0 on is read`,
  });

const envelopeSchema = z.object({
  _class: z.literal('pandapowerNet', { error: 'a pandapower network' }),
  _object: z.looseObject({
    version,
    f_hz: z.number().positive().default(50),
    bus: z.unknown(),
    ext_grid: z.unknown().optional(),
  }),
});

const defectOf = (
  file: string,
  table: string,
  row: { id: string; field: string | null },
  flaw: Pick<Defect, 'reason' | 'received' | 'allowed'>,
): Defect => ({ file, line: null, table, ...row, ...flaw });

/** Reads the tables of one file; what is wrong with single rows goes into `defects`. */
class TableReader {
  readonly defects: Defect[] = [];
  readonly #file: string;
  readonly #tables: Readonly<Record<string, unknown>>;

  constructor(file: string, tables: Readonly<Record<string, unknown>>) {
    this.#file = file;
    this.#tables = tables;
  }

  /** A table that is missing has no rows: older versions lack some, and empty ones may be left out. */
  #frame(table: string) {
    const frame = this.#tables[table];
    return frame === undefined || frame === null ? [] : readFrame(this.#file, table, frame);
  }

  read<T extends TableName>(table: T): readonly PpRow<T>[] {
    const good = new Map<string, PpRow<T>>();
    for (const { index, cells } of this.#frame(table)) {
      const parsed = TABLES[table].safeParse(cells);
      const add = (field: string | null, flaw: Pick<Defect, 'reason' | 'received' | 'allowed'>) =>
        this.defects.push(defectOf(this.#file, table, { id: index, field }, flaw));
      if (!parsed.success) {
        for (const { field, ...flaw } of toFlaws(cells, parsed.error.issues)) add(field, flaw);
      } else if (good.has(index)) {
        add('index', { reason: 'duplicate-id', received: toShown(index), allowed: `one row of this index` });
      } else good.set(index, { ...parsed.data, index } as PpRow<T>);
    }
    return [...good.values()];
  }

  /** Every element in service of a kind that would be lost. */
  unsupported(): readonly PpUnsupported[] {
    return UNSUPPORTED.flatMap((table) =>
      this.#frame(table)
        .filter(({ cells }) => cells['in_service'] !== false && cells['in_service'] !== 0)
        .map(({ index, cells }) => {
          const buses = BUS_COLUMNS.map((column) => cells[column])
            .filter((bus) => typeof bus === 'number' || typeof bus === 'string')
            .map(String);
          return { table, index, buses };
        }),
    );
  }
}

/**
 * Reads a pandapower network as `to_json` writes it, version 2.0 or later.
 *
 * @throws {ImportRefused} when it is missing, too large, cut off, not JSON, encrypted, or of another program or version;
 *   `where` is a line and column, or a JSON pointer.
 */
export const readNet = async (from: JsonFile): Promise<ReadNet> => {
  const root = await readJson(from);
  const { success, data, error } = envelopeSchema.safeParse(root);
  if (!success) return refuseIssues(from.file, root, error.issues);
  const reader = new TableReader(from.file, data._object);
  const net: Net = {
    frequencyHz: data._object.f_hz,
    bus: reader.read('bus'),
    bus_geodata: reader.read('bus_geodata'),
    line_geodata: reader.read('line_geodata'),
    line: reader.read('line'),
    trafo: reader.read('trafo'),
    switch: reader.read('switch'),
    ext_grid: reader.read('ext_grid'),
    load: reader.read('load'),
    sgen: reader.read('sgen'),
    gen: reader.read('gen'),
    storage: reader.read('storage'),
    shunt: reader.read('shunt'),
    ward: reader.read('ward'),
    motor: reader.read('motor'),
    asymmetric_load: reader.read('asymmetric_load'),
    asymmetric_sgen: reader.read('asymmetric_sgen'),
    unsupported: reader.unsupported(),
  };
  return { net, defects: reader.defects };
};
