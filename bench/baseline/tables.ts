import { goalsTable } from './goals.ts';
import { shown, table } from '../support/figures.ts';
import type { Baseline } from './baseline.ts';

const SIZES = ['S', 'M', 'L'] as const;
const OURS = 'ours, with geometry and text';

/** The recorded figures as README shows them. */
export function baselineTables({ asked, machine, node, figures }: Baseline): string {
  const sizes = SIZES.filter(
    (size) => `bare.${size}.spread.p50` in figures || `peers.${size}.${OURS}.p50` in figures,
  );
  if (sizes.length === 0) return 'Nothing has been recorded yet.';
  const cell = (name: string): string => (name in figures ? shown(figures[name]!) : '–');
  const bare = sizes.map((size) => [
    size,
    ...['spread.p50', 'spread.p99', 'same.p50', 'same.p99', 'rate1', 'rate2'].map((name) =>
      cell(`bare.${size}.${name}`),
    ),
  ]);
  const peers = [
    ...new Set(Object.keys(figures).flatMap((name) => /^peers\.\w\.(.+)\.p50$/.exec(name)?.[1] ?? [])),
  ]
    .filter((peer) => peer !== OURS)
    .sort((a, b) => least(a) - least(b));
  function least(peer: string): number {
    return Math.min(...sizes.map((size) => figures[`peers.${size}.${peer}.p50`] ?? Infinity));
  }
  const against = peers.map((peer) => [
    peer,
    ...sizes.flatMap((size) => [
      cell(`peers.${size}.${peer}.p50`),
      cell(`peers.${size}.${peer}.${`peers.${size}.${peer}.times1` in figures ? 'times1' : 'times'}`),
      cell(`peers.${size}.${peer}.times2`),
    ]),
  ]);
  return [
    `Recorded on ${machine}, Node ${node}, by ${asked
      .split('; ')
      .map((one) => `\`npm run bench -- ${one}\``)
      .join(', ')}.`,
    table(
      [
        'bare search',
        'random places p50 µs',
        'p99 µs',
        'same places p50 µs',
        'p99 µs',
        '1 thread /s',
        '2 threads /s',
      ],
      bare,
    ),
    table(
      ['the same questions', ...sizes.flatMap((size) => [`${size} p50 µs`, `ours : it, 1`, `ours : it, 2`])],
      against,
    ),
    'All figures that a goal is set for:',
    goalsTable(figures),
  ].join('\n\n');
}
