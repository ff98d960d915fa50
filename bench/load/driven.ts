/** What is to be sent where. */
export interface Drive {
  readonly url: string;
  /** Process of the server. */
  readonly pid: number;
  /** Bearer token; none where it is empty. */
  readonly token: string;
  /** Sent in turn. */
  readonly bodies: readonly string[];
}

/** How it is sent. */
export interface Load {
  readonly connections: number;
  readonly seconds: number;
  /** The same load before, which counts for nothing: the compiler settles, the caches fill. */
  readonly warmSeconds: number;
  /** Requests a second, at even intervals, whatever has been answered; as many as can be where it is missing. */
  readonly rate?: number;
}

/** What came of it: times in ms. */
export interface Sent {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly refused: number;
}

/** What came of it, and what it took of the server. */
export interface Driven extends Sent {
  /** Of the server's main thread, for one request, ms; with what that does anyway. */
  readonly mainMs: number;
}

/** Headers of every request. */
export const headersOf = ({ token }: Drive): Record<string, string> => ({
  'content-type': 'application/json',
  ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
});
