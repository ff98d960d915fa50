/** The one way the ledger of region $1 gets its next version, with a mark that no other state of it has. */
export const RAISE_LEDGER = `
  update regions set ledger_version = ledger_version + 1, ledger_mark = gen_random_uuid() where id = $1`;
