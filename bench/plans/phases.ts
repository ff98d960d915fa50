import { Session } from 'node:inspector/promises';
import type { PlanContext } from '../../src/plan/context.ts';
import { table } from '../support/figures.ts';
import { answer } from './answer.ts';
import type { Drawn } from './demand-mix.ts';

/** Phases by where the code stands; the first that matches counts. */
const PHASES: readonly (readonly [string, RegExp])[] = [
  [
    'sources',
    /search\/(sources-within|cables-within)|plan\/(surroundings|land-at|ways\/(look-|per-feeder|choose-bay|chain-miss|low-voltage))|headroom/,
  ],
  [
    'routes',
    /search\/(routes|straight-route|red-line)|snapshot\/roads|ways\/(line-|route|source-routes|take-off|ways-around)/,
  ],
  ['checks', /src\/electric|search\/|ways\/(electrical|new-)|security|snapshot/],
  ['price', /src\/(pricing|policy)|plan\/(terms|date-plan|ways\/works)/],
  ['rank', /plan\/(rank|settle)/],
  ['text', /src\/worker\/encode|plans\/answer/],
  ['compose and the rest', /src\//],
];

interface Sample {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly url: string } }[];
  readonly samples?: readonly number[] | undefined;
}

/** Share of the samples by phase, %; what is not ours (garbage collection, the runtime) is named too. */
function sharesOf({ nodes, samples = [] }: Sample): Map<string, number> {
  const urls = new Map(nodes.map(({ id, callFrame }) => [id, callFrame.url]));
  const shares = new Map<string, number>();
  for (const id of samples) {
    const url = urls.get(id) ?? '';
    const phase = PHASES.find(([, where]) => where.test(url))?.[0] ?? 'runtime and garbage collection';
    shares.set(phase, (shares.get(phase) ?? 0) + 100 / samples.length);
  }
  return shares;
}

/** Where the time of the mix goes, by samples of the stack; a table. */
export async function phases(context: PlanContext, mix: readonly Drawn[]): Promise<string> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  for (const { request } of mix) answer(context, request);
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  const rows = [...sharesOf(profile)].sort(([, a], [, b]) => b - a);
  return table(['phase', 'share of the time %'], rows);
}
