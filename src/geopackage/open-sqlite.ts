import initSqlJs, { type Database, type SqlJsStatic } from 'sql.js';

let loading: Promise<SqlJsStatic> | null = null;

/** A database in memory: empty, or with the bytes of a file. Close it: its memory is not collected. */
export async function openSqlite(file?: Uint8Array): Promise<Database> {
  loading ??= initSqlJs();
  const { Database } = await loading;
  return new Database(file);
}

/** A name as SQL takes it, whatever its letters. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
