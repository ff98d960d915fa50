import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { median, quantile } from '../support/figures.ts';
import { type Drive, type Load, type Sent, headersOf } from './driven.ts';

/**
 * Requests at even intervals, whether or not the ones before have been answered, as customers come who know nothing of
 * each other. autocannon's own rate sends a second's requests at once and then rests, which is full load in bursts.
 */
export async function paced(drive: Drive, { seconds }: Load, rate: number): Promise<Sent> {
  const { url, bodies } = drive;
  const headers = headersOf(drive);
  // Idle connections go before the server would close them (Node: after 5 s) just as a request is sent on them.
  const agent = new Agent({ keepAlive: true, timeout: 2_000 });
  const ms: number[] = [];
  let refused = 0;
  const ask = (body: string): Promise<void> =>
    new Promise((resolve) => {
      const from = performance.now();
      const refuse = (): void => {
        refused++;
        resolve();
      };
      const asked = request(url, { method: 'POST', agent, headers }, (answer) => {
        answer.resume();
        answer.once('error', refuse);
        answer.once('end', () => {
          ms.push(performance.now() - from);
          if (answer.statusCode === 200) resolve();
          else refuse();
        });
      });
      asked.once('error', refuse);
      asked.end(body);
    });
  const asked: Promise<void>[] = [];
  const begin = performance.now();
  for (let i = 0; i < rate * seconds; i++) {
    const early = begin + (1000 * i) / rate - performance.now();
    if (early > 0) await sleep(early);
    asked.push(ask(bodies[i % bodies.length]!));
  }
  await Promise.all(asked);
  agent.destroy();
  const took = (performance.now() - begin) / 1000;
  return { perSecond: ms.length / took, p50: median(ms), p99: quantile(ms, 0.99), refused };
}
