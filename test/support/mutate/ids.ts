import type { TableName } from '../../../src/model/record.ts';
import { pick, withMore, withRows, type Mutation } from './mutation.ts';

const TABLES = [
  'nodes',
  'sections',
  'distribution_transformers',
  'feeders',
  'conductor_types',
  'lv_points',
] as const;

/** A row comes twice. */
export const twice: Mutation = (rows, random) => {
  const table: TableName = pick(TABLES, random)!;
  const row = pick<{ id: string }>(rows[table], random);
  if (row === undefined) return null;
  return { rows: withMore(rows, table, [row as never]), code: 'duplicate-id', ids: [row.id], subject: table };
};

const fullWidth = (id: string): string =>
  id.replaceAll(/[!-~]/gu, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));

const WRITINGS = [
  (id: string) => id.toLowerCase(),
  (id: string) => id.toUpperCase(),
  fullWidth,
  (id: string) => id.replace('-', '_'),
  (id: string) => `${id.slice(0, 1)} ${id.slice(1)}`,
];

/** The same thing once more, its id written a little differently. */
export const writtenDifferently: Mutation = (rows, random) => {
  const table = pick(['nodes', 'lv_points', 'distribution_transformers'] as const, random)!;
  const row = pick<{ id: string }>(rows[table], random);
  if (row === undefined) return null;
  const id = pick(WRITINGS, random)!(row.id);
  if (id === row.id) return null;
  return { rows: withMore(rows, table, [{ ...row, id } as never]), code: 'similar-ids', ids: [id, row.id] };
};

/** Something is named that is not there. */
export const namesNothing: Mutation = (rows, random) => {
  const kind = Math.floor(4 * random());
  const gone = 'nowhere';
  if (kind === 0) {
    const section = pick(rows.sections, random)!;
    const changed = withRows(rows, 'sections', (row) =>
      row === section ? { ...row, to_node_id: gone } : row,
    );
    return { rows: changed, code: 'missing-reference', ids: [section.id], subject: 'sections' };
  }
  if (kind === 1) {
    const customer = pick(rows.customers, random);
    if (customer === undefined) return null;
    const changed = withRows(rows, 'customers', (row) => (row === customer ? { ...row, at_id: gone } : row));
    return { rows: changed, code: 'missing-reference', ids: [customer.id], subject: 'customers' };
  }
  if (kind === 2) {
    const transformer = pick(rows.distribution_transformers, random);
    if (transformer === undefined) return null;
    const changed = withRows(rows, 'distribution_transformers', (row) =>
      row === transformer ? { ...row, node_id: gone } : row,
    );
    return {
      rows: changed,
      code: 'missing-reference',
      ids: [transformer.id],
      subject: 'distribution_transformers',
    };
  }
  const used = pick(rows.sections, random)!;
  const changed = withRows(rows, 'conductor_types', (row) =>
    row.id === used.conductor_type_id ? null : row,
  );
  return { rows: changed, code: 'missing-reference', ids: [used.id], subject: 'sections' };
};
