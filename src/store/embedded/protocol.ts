import type { Param, SqlRow } from '../db.ts';

/** What the thread is started with. */
export interface ThreadStart {
  /** Directory of the cluster; `null` = in memory. */
  readonly directory: string | null;
  /** Prepared dump to start an in-memory cluster from; `null` = create one. */
  readonly dump: string | null;
  /** Archive with the PostGIS library; `null` = the whole one, which can also create the extension. */
  readonly bundle: string | null;
}

/** What the thread is asked; the parent sends one request at a time. */
export type Request =
  | { readonly op: 'query'; readonly sql: string; readonly params: readonly Param[] }
  | { readonly op: 'exec'; readonly sql: string }
  | { readonly op: 'copy'; readonly target: string; readonly lines: string }
  | { readonly op: 'copy-out'; readonly select: string }
  | { readonly op: 'listen' | 'unlisten'; readonly channel: string }
  | { readonly op: 'dump' }
  | { readonly op: 'close' };

/** What a request brings back; only what its kind has. */
export interface Result {
  readonly rows?: readonly SqlRow[];
  readonly changed?: number;
  readonly bytes?: Uint8Array;
}

export type Reply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'failed'; readonly message: string; readonly code: string | null }
  | { readonly kind: 'heard'; readonly channel: string; readonly payload: string };
