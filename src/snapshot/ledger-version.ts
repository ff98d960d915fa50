const HALF = 2 ** 31;
/** How long a reader waits before it looks again, ms; it is woken when the writing ends. */
const LOOK_AGAIN_MS = 100;

/*
 * Two entries: the low and the high half of the version, each 31 bits. The low half stands inverted, so below 0, while
 * the columns are being written; the high half too, once it is known that nobody will finish them.
 */
const plain = (half: number): number => (half < 0 ? ~half : half);

/** Thrown to readers of capacity columns that hold parts of two states, because their writer ended half-way. */
export class UnfinishedColumns extends Error {
  override readonly name = 'UnfinishedColumns';
}

/**
 * Changes the capacity columns in place, and then shows a new ledger version.
 *
 * A reader that took its version before sees another one afterwards and repeats its work; one that comes meanwhile
 * waits. So nobody takes figures of two states for one. Columns left unfinished by an earlier writer are whole again
 * afterwards, for a writer fills all of them.
 *
 * @param write fills the columns; milliseconds, for readers wait. What it throws comes through, and the columns count as
 *   unfinished.
 */
export function changeLedger(ledger: Int32Array, version: number, write: () => void): void {
  const low = plain(Atomics.load(ledger, 0));
  const high = plain(Atomics.load(ledger, 1));
  Atomics.store(ledger, 0, ~low);
  Atomics.store(ledger, 1, high);
  try {
    write();
  } catch (error) {
    abandonLedger(ledger);
    throw error;
  }
  Atomics.store(ledger, 1, Math.floor(version / HALF));
  Atomics.store(ledger, 0, version % HALF);
  Atomics.notify(ledger, 0);
}

/**
 * Says that whoever was writing the capacity columns has ended: where they are unfinished, their readers get an error
 * from now on instead of waiting. Call it only when no writer is left.
 *
 * @returns whether they are unfinished.
 */
export function abandonLedger(ledger: Int32Array): boolean {
  if (Atomics.load(ledger, 0) >= 0) return false;
  Atomics.store(ledger, 1, ~plain(Atomics.load(ledger, 1)));
  Atomics.notify(ledger, 0);
  return true;
}

/**
 * The version last shown; waits while the columns are being written.
 *
 * @throws UnfinishedColumns when their writer ended half-way.
 */
export function readLedgerVersion(ledger: Int32Array): number {
  for (let low = Atomics.load(ledger, 0); low < 0; low = Atomics.load(ledger, 0)) {
    if (Atomics.load(ledger, 1) < 0)
      throw new UnfinishedColumns('the capacity columns were left half-way filled');
    Atomics.wait(ledger, 0, low, LOOK_AGAIN_MS);
  }
  return shownLedgerVersion(ledger);
}

/** Whether nobody is writing the columns, nor left them half-way. */
export const isWhole = (ledger: Int32Array): boolean => Atomics.load(ledger, 0) >= 0;

/** The version last shown, at once: while the columns are being written, the one before. */
export const shownLedgerVersion = (ledger: Int32Array): number =>
  plain(Atomics.load(ledger, 1)) * HALF + plain(Atomics.load(ledger, 0));
