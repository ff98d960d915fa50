import { isWhole } from '../snapshot/ledger-version.ts';
import type { Snapshot } from '../snapshot/open.ts';
import type { SharedSnapshot } from './messages.ts';

/** A snapshot on show. */
interface Shown {
  readonly shared: SharedSnapshot;
  readonly snapshot: Snapshot;
}

/** A snapshot of its own for one joint screening. */
export interface JointCopy {
  readonly shared: SharedSnapshot;
  /** Ledger version of the record that it was made at. */
  readonly ledgerVersion: number;
  /** Key of the snapshot it is a copy of. */
  readonly ofKey: string;
  /** It counts the holds of all parts before this one. */
  upTo: number;
}

/** Copies kept: each is as large as its snapshot. */
const MOST_COPIES = 2;

/** Copies of snapshots on which what sites of joint screenings hold is counted, beside the record. */
export class JointCopies {
  readonly #copies = new Map<string, JointCopy>();
  #made = 0;

  /** The part before which the copy counts everything; 0 = there is none of the snapshot on show. */
  upTo(screeningId: string, shown: Shown | undefined): number {
    const copy = this.#copies.get(screeningId);
    return copy !== undefined && copy.ofKey === shown?.shared.key ? copy.upTo : 0;
  }

  /** The copy that is there, or a new one that counts nothing yet; `null` = the figures are being written just now. */
  at(screeningId: string, shown: Shown, from: number): JointCopy | null {
    const known = this.#copies.get(screeningId);
    if (from > 0 && known !== undefined) return known;
    if (!isWhole(shown.snapshot.columns.ledger)) return null;
    const ledgerVersion = shown.snapshot.shownLedgerVersion;
    const buffer = shown.shared.buffer.slice(0);
    if (!isWhole(shown.snapshot.columns.ledger) || shown.snapshot.shownLedgerVersion !== ledgerVersion)
      return null;
    const { key: ofKey, region } = shown.shared;
    const key = `${ofKey}/joint/${this.#made++}`;
    // A thread keeps the last few of a name: copies do not drive out what is on show.
    const copy = { shared: { region: `${region}/joint`, key, buffer }, ledgerVersion, ofKey, upTo: 0 };
    this.#copies.set(screeningId, copy);
    const [oldest] = this.#copies.keys();
    if (this.#copies.size > MOST_COPIES && oldest !== undefined) this.#copies.delete(oldest);
    return copy;
  }

  drop(screeningId: string): void {
    this.#copies.delete(screeningId);
  }
}
