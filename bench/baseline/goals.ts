import { shown, table } from '../support/figures.ts';

/** A goal: what it is about, what is wanted, and its figure by size (`*` stands for the size) or of the demo county. */
interface Goal {
  readonly what: string;
  readonly wanted: string;
  readonly figure: string;
}

const GOALS: readonly Goal[] = [
  { what: 'whole plan set, median µs', wanted: '≤ 1,000 at L', figure: 'plans.*.p50' },
  { what: 'whole plan set, p99 µs', wanted: '≤ 8,000 at L', figure: 'plans.*.p99' },
  { what: 'outlets within 15 km, median µs', wanted: '≤ 10,000 at L', figure: 'plans.*.outlets.p50' },
  { what: 'bare search, random places, median µs', wanted: '≤ 45 at L', figure: 'bare.*.spread.p50' },
  { what: 'bare search, random places, p99 µs', wanted: '≤ 120 at L', figure: 'bare.*.spread.p99' },
  { what: 'two threads : one, bare search', wanted: '≥ 1.8', figure: 'bare.*.2to1' },
  {
    what: 'times the best SQL, 1 client',
    wanted: '≥ 15',
    figure: 'peers.*.PostgreSQL e.times1',
  },
  {
    what: 'times the best SQL with geometry and text, 1 client',
    wanted: '≥ 25',
    figure: 'peers.*.PostgreSQL e with geometry and text.times1',
  },
  {
    what: 'times the SQL most would write, 1 client',
    wanted: '≥ 200',
    figure: 'peers.*.PostgreSQL g.times1',
  },
  { what: 'times cKDTree + networkx', wanted: '≥ 8', figure: 'peers.*.cKDTree + networkx.times' },
  { what: 'times turf + graphology', wanted: '≥ 10,000 at L', figure: 'peers.*.turf + graphology.times' },
  {
    what: 'bare search, same places: median, times that of S',
    wanted: '≤ 1.15 at L',
    figure: 'growth.S-*.same',
  },
  {
    what: 'bare search, random places: median, times that of S',
    wanted: '≤ 2.0 at L',
    figure: 'growth.S-*.spread',
  },
  { what: 'bare search over HTTP : bare Express', wanted: '≥ 0.8 at L', figure: 'bareHttp.*.ofPlain' },
  {
    what: 'bare search over HTTP : Express + pg + best SQL',
    wanted: '≥ 6 at L',
    figure: 'bareHttp.*.timesSql',
  },
  { what: 'bare search over HTTP, rate, times that of S', wanted: '≥ 0.9 at L', figure: 'bareHttp.*.ofS' },
  {
    what: 'plans over HTTP: CPU of the main thread : bare Express',
    wanted: '≤ 1.6',
    figure: 'http.demo.mainThreadTimes',
  },
  { what: 'plans over HTTP : pool alone, 1 thread', wanted: '≥ 0.7', figure: 'http.demo.1.ofPool' },
  { what: 'plans over HTTP : pool alone, 2 threads', wanted: '≥ 0.7', figure: 'http.demo.2.ofPool' },
  {
    what: 'plans over HTTP at 70 %: p99 : p50, 1 thread',
    wanted: '≤ 4',
    figure: 'http.demo.1.easy.spread',
  },
  { what: 'address search on a server, p99 µs', wanted: '≤ 20,000', figure: 'addresses.demo.p99' },
  { what: 'two threads : one, plans in the pool', wanted: '≥ 1.8', figure: 'http.pool.2to1' },
];

const SIZES = ['S', 'M', 'L'] as const;

/** Figures that follow from others. */
function derived(figures: Readonly<Record<string, number>>): Record<string, number> {
  const all: Record<string, number> = { ...figures };
  const ratio = (name: string, over: string, under: string): void => {
    const [a, b] = [figures[over], figures[under]];
    if (a !== undefined && b !== undefined) all[name] = a / b;
  };
  for (const size of SIZES) {
    ratio(`bare.${size}.2to1`, `bare.${size}.rate2`, `bare.${size}.rate1`);
    ratio(`growth.S-${size}.same`, `bare.${size}.same.p50`, 'bare.S.same.p50');
    ratio(`growth.S-${size}.spread`, `bare.${size}.spread.p50`, 'bare.S.spread.p50');
    ratio(`bareHttp.${size}.ofS`, `bareHttp.${size}.ours2.rate`, 'bareHttp.S.ours2.rate');
  }
  return all;
}

/** How the goals read, with what was recorded; `–` where it was not. */
export function goalsTable(recorded: Readonly<Record<string, number>>): string {
  const figures = derived(recorded);
  const cell = (name: string): string => (name in figures ? shown(figures[name]!) : '–');
  const rows = GOALS.map(({ what, wanted, figure }) => [
    what,
    wanted,
    ...(figure.includes('*')
      ? ['', ...SIZES.map((size) => cell(figure.replace('*', size)))]
      : [cell(figure), '', '', '']),
  ]);
  return table(['what', 'goal', 'demo county', ...SIZES], rows);
}
