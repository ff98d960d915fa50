import autocannon from 'autocannon';
import { median, quantile } from '../support/figures.ts';
import { type Drive, type Load, type Sent, headersOf } from './driven.ts';

/** As many requests as are answered: the next of a connection follows its last answer. */
export function flood(drive: Drive, { connections, seconds }: Load): Promise<Sent> {
  const { url, bodies } = drive;
  const headers = headersOf(drive);
  const requests = bodies.map((body) => ({ method: 'POST' as const, headers, body }));
  let connected = 0;
  const ms: number[] = [];
  return new Promise((resolve, reject) => {
    const run = autocannon(
      {
        ...{ url, connections, requests, duration: seconds },
        // Each starts elsewhere: together they would all ask the first bodies and never come to the last.
        setupClient: (client) => {
          const first = Math.floor((connected++ * requests.length) / connections);
          client.setRequests([...requests.slice(first), ...requests.slice(0, first)]);
        },
      },
      (error: Error | null, result) => {
        if (error !== null) reject(error);
        else
          resolve({
            perSecond: result.requests.total / result.duration,
            p50: median(ms),
            p99: quantile(ms, 0.99),
            refused: result.non2xx + result.errors,
          });
      },
    );
    // Its own histogram counts whole milliseconds.
    run.on('response', (_client, _status, _bytes, time) => ms.push(time));
  });
}
