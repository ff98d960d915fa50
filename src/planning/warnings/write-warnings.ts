import { WARNING_KINDS, type Warning, type WarningKind, type WarningsFound } from '../../model/warning.ts';

/** Bytes of a batch: some three thousand warnings. A single warning that is larger is a batch of its own. */
const BATCH_BYTES = 1_048_576;

const [OPEN, COMMA, CLOSE] = ['[', ',', ']'].map((sign) => sign.charCodeAt(0)) as [number, number, number];

/** One JSON list of a bounded size. */
class Batch {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #end = 0;

  constructor(size: number) {
    this.#bytes = new Uint8Array(size);
  }

  get isEmpty(): boolean {
    return this.#end === 0;
  }

  /** @returns false where it does not fit any more. */
  add(json: Uint8Array): boolean {
    // The sign before it, and the one that ends the list.
    if (this.#end + json.length + 2 > this.#bytes.length) return false;
    this.#bytes[this.#end] = this.isEmpty ? OPEN : COMMA;
    this.#bytes.set(json, this.#end + 1);
    this.#end += json.length + 1;
    return true;
  }

  /** What it holds, in memory of its own; it is empty afterwards. */
  take(): Uint8Array<ArrayBuffer> {
    this.#bytes[this.#end] = CLOSE;
    const taken = this.#bytes.slice(0, this.#end + 1);
    this.#end = 0;
    return taken;
  }
}

/** Writes warnings down as they come, in batches of JSON, and counts them. @param size bytes of a batch at most. */
export function writeWarnings(
  warnings: Iterable<Warning>,
  size = BATCH_BYTES,
): Pick<WarningsFound, 'counts' | 'batches'> {
  const counts = Object.fromEntries(WARNING_KINDS.map((kind) => [kind, 0])) as Record<WarningKind, number>;
  const batches: Uint8Array<ArrayBuffer>[] = [];
  const encoder = new TextEncoder();
  const batch = new Batch(size);
  for (const one of warnings) {
    counts[one.kind]++;
    const json = encoder.encode(JSON.stringify(one));
    if (batch.add(json)) continue;
    if (!batch.isEmpty) batches.push(batch.take());
    if (batch.add(json)) continue;
    const alone = new Batch(json.length + 2);
    alone.add(json);
    batches.push(alone.take());
  }
  if (!batch.isEmpty) batches.push(batch.take());
  return { counts, batches };
}
