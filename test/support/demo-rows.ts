import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { RECORD_COLLECTIONS, type RecordCollectionName } from '../../src/model/features.ts';

/** Rows of the demo region behind a collection, read from its tables without the service's own readers. */
export function demoRows(collection: RecordCollectionName): readonly Readonly<Record<string, string>>[] {
  const file = `data/demo/${RECORD_COLLECTIONS[collection].table}.csv`;
  return parse(readFileSync(file), { columns: true, bom: true });
}
