import { writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { BASELINE_FILE, type Baseline, readBaseline } from './baseline.ts';
import { chartOf } from './chart.ts';

const CHART = fileURLToPath(new URL('chart.svg', import.meta.url));

function machine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${processors.length} × ${processors[0]?.model ?? 'unknown'}, ${memory} GiB, Linux ${release()}`;
}

/** Keeps figures beside those of other parts and sizes, and draws the chart anew. */
export function recordBaseline(figures: Readonly<Record<string, number>>): void {
  const all = Object.entries({ ...readBaseline().figures, ...figures }).sort(([a], [b]) => (a < b ? -1 : 1));
  const rounded = Object.fromEntries(all.map(([name, figure]) => [name, Number(figure.toPrecision(4))]));
  const run = process.argv.slice(2).join(' ');
  const before = readBaseline()
    .asked.split('; ')
    .filter((one) => one !== run && one !== '');
  const asked = [...before, run].join('; ');
  const baseline: Baseline = { asked, machine: machine(), node: process.version, figures: rounded };
  writeFileSync(BASELINE_FILE, `${JSON.stringify(baseline, null, 2)}\n`);
  writeFileSync(CHART, chartOf(rounded));
}
