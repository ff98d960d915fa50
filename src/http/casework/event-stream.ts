import { once } from 'node:events';
import type { Response } from 'express';
import { encodeCaseEvent } from '../../contract/case-events.ts';
import type { CaseEvent } from '../../model/case-book.ts';

/** A line that says nothing, so that proxies see life and a dead reader is found, ms. */
const HEARTBEAT_MS = 15_000;
/** After which time a reader comes again, ms. */
const RETRY_MS = 2_000;
const PAGE = 100;
/** Longest delay that a timer takes. */
const LONGEST_MS = 2 ** 31 - 1;

/** What a stream sends, and for how long. */
export interface Streaming {
  /** Events after a sequence number; `null` = the reader may no longer know of the application. */
  readonly read: (after: number, limit: number) => Promise<readonly CaseEvent[] | null>;
  /** Sequence number after which the stream begins. */
  readonly after: number;
  /** When the reader's token ends, in ms from now. */
  readonly forMs: number;
  readonly onFailed: (error: unknown) => void;
}

const written = (event: CaseEvent): string =>
  `id: ${event.seq}\nevent: ${event.kind}\ndata: ${JSON.stringify(encodeCaseEvent(event))}\n\n`;

/**
 * Server-sent events of one application to one reader. Woken, it reads from the record what comes after the last it has
 * sent, so nothing is sent twice or left out whoever wakes it how often. It waits for a slow reader and leaves one that
 * takes nothing for a whole heartbeat.
 */
export class EventStream {
  readonly #res: Response;
  readonly #streaming: Streaming;
  readonly #heartbeatMs: number;
  #last: number;
  #isReading = false;
  #isWoken = false;

  constructor(res: Response, streaming: Streaming, heartbeatMs = HEARTBEAT_MS) {
    this.#res = res;
    this.#streaming = streaming;
    this.#heartbeatMs = heartbeatMs;
    this.#last = streaming.after;
  }

  /** Begins with what the reader has not got yet. */
  start(): void {
    const beat = setInterval(() => {
      this.#beat();
    }, this.#heartbeatMs);
    const end = setTimeout(this.end, Math.min(Math.max(this.#streaming.forMs, 0), LONGEST_MS));
    this.#res.once('close', () => {
      clearInterval(beat);
      clearTimeout(end);
    });
    this.#res.write(`retry: ${RETRY_MS}\n\n`);
    this.wake();
  }

  readonly last = (): number => this.#last;

  readonly wake = (): void => {
    this.#isWoken = true;
    if (!this.#isReading) void this.#readOn();
  };

  readonly end = (): void => {
    if (!this.#res.writableEnded) this.#res.end();
  };

  #beat(): void {
    if (this.#res.writableNeedDrain) this.#res.destroy();
    else if (!this.#res.writableEnded) this.#res.write(':\n\n');
  }

  async #readOn(): Promise<void> {
    this.#isReading = true;
    try {
      while (this.#isWoken && !this.#res.writableEnded && !this.#res.destroyed) {
        this.#isWoken = false;
        await this.#readPage();
      }
    } catch (error) {
      // The reader comes again with the last id it has.
      this.#streaming.onFailed(error);
      this.end();
    } finally {
      this.#isReading = false;
    }
  }

  async #readPage(): Promise<void> {
    const events = await this.#streaming.read(this.#last, PAGE);
    if (events === null) {
      this.end();
      return;
    }
    if (events.length === PAGE) this.#isWoken = true;
    for (const event of events) {
      if (this.#res.writableEnded || this.#res.destroyed) return;
      this.#last = event.seq;
      if (!this.#res.write(written(event))) await this.#drained();
    }
  }

  /** Resolves when the reader has taken what was written, or is gone. */
  async #drained(): Promise<void> {
    const left = new AbortController();
    const close = (): void => {
      left.abort();
    };
    this.#res.once('close', close);
    await once(this.#res, 'drain', { signal: left.signal }).catch(() => undefined);
    this.#res.off('close', close);
  }
}
