/** Gives the ledger of region $1 its next version, with a mark that no other state of it has. */
export const RAISE_LEDGER = `
  update regions set ledger_version = ledger_version + 1, ledger_mark = gen_random_uuid() where id = $1`;

/** The same by an import: what it touched may be anywhere. */
export const RAISE_LEDGER_BY_IMPORT = RAISE_LEDGER.replace(
  'ledger_mark =',
  'ledger_imported = ledger_version + 1, ledger_mark =',
);
