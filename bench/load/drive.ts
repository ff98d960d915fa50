/**
 * Sends requests to a server for a while, from a process of its own, and prints what came of it as JSON.
 *
 * usage: drive.ts <JSON of Drive>
 */
import autocannon from 'autocannon';

/** What is to be sent. */
export interface Drive {
  readonly url: string;
  readonly token: string;
  /** Sent in turn. */
  readonly bodies: readonly string[];
  readonly connections: number;
  readonly seconds: number;
  /** Requests a second over all connections; as many as can be where it is missing. */
  readonly rate?: number;
}

/** What came of it: times in ms. */
export interface Driven {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly refused: number;
}

const { url, token, bodies, connections, seconds, rate } = JSON.parse(process.argv[2] ?? '') as Drive;
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
const result = await autocannon({
  ...{ url, connections, duration: seconds },
  ...(rate === undefined ? {} : { overallRate: rate }),
  requests: bodies.map((body) => ({ method: 'POST', headers, body })),
});
const driven: Driven = {
  perSecond: result.requests.total / result.duration,
  p50: result.latency.p50,
  p99: result.latency.p99,
  refused: result.non2xx + result.errors,
};
console.log(JSON.stringify(driven));
