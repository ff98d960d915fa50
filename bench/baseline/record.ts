import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { chartOf } from './chart.ts';

const FILE = fileURLToPath(new URL('baseline.json', import.meta.url));
const CHART = fileURLToPath(new URL('chart.svg', import.meta.url));

/** Figures by name with where they are from. */
interface Baseline {
  readonly machine: string;
  readonly node: string;
  readonly figures: Readonly<Record<string, number>>;
}

function machine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${processors.length} × ${processors[0]?.model ?? 'unknown'}, ${memory} GiB, Linux ${release()}`;
}

/** Keeps figures beside those of other parts and sizes, and draws the chart anew. */
export function recordBaseline(figures: Readonly<Record<string, number>>): void {
  const known = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Baseline).figures : {};
  const all = Object.entries({ ...known, ...figures }).sort(([a], [b]) => (a < b ? -1 : 1));
  const rounded = Object.fromEntries(all.map(([name, figure]) => [name, Number(figure.toPrecision(4))]));
  const baseline: Baseline = { machine: machine(), node: process.version, figures: rounded };
  writeFileSync(FILE, `${JSON.stringify(baseline, null, 2)}\n`);
  writeFileSync(CHART, chartOf(rounded));
}
