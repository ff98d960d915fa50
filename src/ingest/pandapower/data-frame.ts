import { z } from 'zod';
import { ImportRefused } from '../import-refused.ts';
import { refuseIssues } from '../issues.ts';
import { parseJson } from '../parse-json.ts';

/** One row of a table: its index, and its cells by the names of the columns. */
export interface FrameRow {
  readonly index: string;
  readonly cells: Readonly<Record<string, unknown>>;
}

const frameSchema = z.object({
  _class: z.literal('DataFrame'),
  orient: z.literal('split', { error: 'tables are read in the orientation "split"' }),
  _object: z.union([z.string(), z.record(z.string(), z.unknown())]),
});

const splitSchema = z.object({
  columns: z.array(z.string()),
  index: z.array(z.union([z.number(), z.string()])),
  data: z.array(z.array(z.unknown())),
});

/**
 * The rows of a table of the file, in its order.
 *
 * @param frame a pandas DataFrame as pandapower writes it: columns, index and rows, as JSON within the JSON.
 * @throws {ImportRefused} when it is not such a table, or rows do not have the cells that columns and index promise.
 */
export const readFrame = (file: string, table: string, frame: unknown): readonly FrameRow[] => {
  const at = `/_object/${table}`;
  const outside = frameSchema.safeParse(frame);
  if (!outside.success) return refuseIssues(file, frame, outside.error.issues, at);
  const { _object: content } = outside.data;
  const split = typeof content === 'string' ? parseJson(content, file, `${at}/_object`) : content;
  const inside = splitSchema.safeParse(split);
  if (!inside.success) return refuseIssues(file, split, inside.error.issues, `${at}/_object`);
  const { columns, index, data } = inside.data;
  const uneven = data.findIndex((row) => row.length !== columns.length);
  if (uneven !== -1 || index.length !== data.length) {
    const what =
      uneven === -1 ? `${data.length} rows for ${index.length} indices` : 'cells and columns differ';
    throw new ImportRefused(file, uneven === -1 ? at : `${at}/_object/data/${uneven}`, what);
  }
  return data.map((row, i) => ({
    index: String(index[i]),
    cells: Object.fromEntries(columns.map((column, c) => [column, row[c]])),
  }));
};
