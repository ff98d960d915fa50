const HALF = 2 ** 31;
/** In place of the low half while the capacity columns are being written. */
const WRITING = -1;
/** How long a reader waits before it looks again, ms; it is woken when the writing ends. */
const LOOK_AGAIN_MS = 100;

/**
 * Changes the capacity columns in place, and then shows a new ledger version.
 *
 * A reader that took its version before sees another one afterwards and repeats its work; one that comes meanwhile
 * waits. So nobody takes figures of two states for one.
 *
 * @param write fills the columns; milliseconds, for readers wait.
 */
export function changeLedger(ledger: Int32Array, version: number, write: () => void): void {
  Atomics.store(ledger, 0, WRITING);
  try {
    write();
  } finally {
    Atomics.store(ledger, 1, Math.floor(version / HALF));
    Atomics.store(ledger, 0, version % HALF);
    Atomics.notify(ledger, 0);
  }
}

/** The version last shown; waits while the columns are being written. */
export function readLedgerVersion(ledger: Int32Array): number {
  while (Atomics.load(ledger, 0) === WRITING) Atomics.wait(ledger, 0, WRITING, LOOK_AGAIN_MS);
  return Atomics.load(ledger, 1) * HALF + Atomics.load(ledger, 0);
}
