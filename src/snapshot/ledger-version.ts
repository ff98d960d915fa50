const HALF = 2 ** 31;

/** Stores a ledger version as two 31-bit halves. */
export function writeLedgerVersion(ledger: Int32Array, version: number): void {
  Atomics.store(ledger, 1, Math.floor(version / HALF));
  Atomics.store(ledger, 0, version % HALF);
}

/** The version last written. */
export const readLedgerVersion = (ledger: Int32Array): number =>
  Atomics.load(ledger, 1) * HALF + Atomics.load(ledger, 0);
