import { TurfAndGraphology } from '../peers/javascript.ts';
import { peerNetwork } from '../peers/network.ts';
import { hasPostgres } from '../peers/postgres/cluster.ts';
import { type Variant, runPostgres } from '../peers/postgres/run.ts';
import { hasPython, runPython } from '../peers/python/run.ts';
import { type Examined, examine } from '../peers/questions.ts';
import { expectSame } from '../peers/same-answers.ts';
import { median, quantile, table } from '../support/figures.ts';
import type { Part } from '../support/part.ts';
import { type Region, headroomOf } from '../support/region.ts';
import { regionOfSize } from '../support/regions.ts';
import { threadsRate, timesOf } from './bare-search.ts';

interface Line {
  readonly peer: string;
  readonly p50: number;
  readonly p99: number;
  readonly rate1?: number;
  readonly rate2?: number;
}

/** µs of each of the newcomer's questions, after its answers have been compared with ours. */
function newcomer(peer: TurfAndGraphology, { forPeers, answers }: Examined, count: number): number[] {
  const asked = forPeers.slice(0, count);
  expectSame(
    'turf and graphology',
    answers.slice(0, count),
    asked.map((q) => peer.answer(q)),
  );
  return asked.map((question) => {
    const from = performance.now();
    peer.answer(question);
    return 1000 * (performance.now() - from);
  });
}

async function linesOf(region: Region, quick: boolean): Promise<{ lines: Line[]; note: string }> {
  const headroom = headroomOf(region);
  const examined = examine(region, headroom, quick ? 60 : 600);
  const network = peerNetwork(headroom, examined.questions[0]!);
  const ours = await timesOf({ region, questions: examined.questions, rounds: quick ? 3 : 7 });
  const ms = quick ? 500 : 3000;
  const of = (times: readonly number[]) => ({ p50: median(times), p99: quantile(times, 0.99) });
  const lines: Line[] = [
    {
      ...{ peer: 'ours, with geometry and text', ...of(ours) },
      rate1: await threadsRate(region, 1, ms),
      rate2: await threadsRate(region, 2, ms),
    },
  ];
  if (hasPostgres()) {
    const how = quick ? { seconds: 1, runs: 1 } : { seconds: 3, runs: 3 };
    const times = await runPostgres(network, examined, how);
    for (const [variant, { one, two }] of Object.entries(times) as [Variant, (typeof times)[Variant]][]) {
      const { p50, p99, perSecond: rate1 } = one;
      lines.push({ peer: `PostgreSQL ${variant}`, p50, p99, rate1, rate2: two.perSecond });
    }
  }
  if (hasPython())
    lines.push({ peer: 'cKDTree + networkx', ...of(runPython(network, examined, quick ? 1 : 3)) });
  lines.push({
    peer: 'turf + graphology',
    ...of(newcomer(new TurfAndGraphology(network), examined, quick ? 5 : 20)),
  });
  const left = examined.drawn - examined.questions.length;
  const note = `${examined.questions.length} questions, answered alike by all; ${left} of ${examined.drawn} drawn were left out.`;
  return { lines, note };
}

/** The same questions put to what people would use otherwise; nothing is timed before all answers agree. */
export const peers: Part = async ({ sizes, quick }) => {
  const figures: Record<string, number> = {};
  const texts: string[] = [];
  for (const size of sizes) {
    const { lines, note } = await linesOf(await regionOfSize(size), quick);
    const [ours] = lines;
    const rows = lines.map(({ peer, p50, p99, rate1, rate2 }) => {
      figures[`peers.${size}.${peer}.p50`] = p50;
      figures[`peers.${size}.${peer}.times`] = p50 / ours!.p50;
      if (rate1 !== undefined) figures[`peers.${size}.${peer}.times1`] = ours!.rate1! / rate1;
      if (rate2 !== undefined) figures[`peers.${size}.${peer}.times2`] = ours!.rate2! / rate2;
      const by = (ratio: number): string => (ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(1));
      const ratio = rate1 === undefined ? p50 / ours!.p50 : ours!.rate1! / rate1;
      return [
        ...[
          peer,
          p50,
          p99,
          rate1 === undefined ? '' : Math.round(rate1),
          rate2 === undefined ? '' : Math.round(rate2),
        ],
        by(ratio),
        rate2 === undefined ? '' : by(ours!.rate2! / rate2),
      ];
    });
    const header = ['', 'p50 µs', 'p99 µs', '1 client /s', '2 clients /s', 'ours : it, 1', 'ours : it, 2'];
    texts.push(`### Peers, ${size}\n\n${note}\n\n${table(header, rows)}`);
  }
  return { text: texts.join('\n\n'), figures };
};
