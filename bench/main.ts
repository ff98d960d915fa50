/**
 * Everything the README says about speed, in one program. Markdown on stdout, progress on stderr; exit 1 when answers
 * differ, 2 on wrong usage.
 *
 *   npm run bench -- [--quick] [--size S,M] [--only bare,peers] [--record]
 *
 * `--record` keeps the figures with a description of the machine in `bench/baseline`, and draws the chart.
 */
import { parseArgs } from 'node:util';
import { recordBaseline } from './baseline/record.ts';
import { addresses } from './parts/addresses.ts';
import { bareHttp } from './parts/bare-http.ts';
import { bareSearch } from './parts/bare-search.ts';
import { http } from './parts/http.ts';
import { kernels } from './parts/kernels.ts';
import { peers } from './parts/peers.ts';
import { planSets } from './parts/plan-sets.ts';
import { scale } from './parts/scale.ts';
import type { Part } from './support/part.ts';
import { SIZES } from './synth/sizes.ts';

const PARTS: Readonly<Record<string, Part>> = {
  kernels,
  bare: bareSearch,
  plans: planSets,
  peers,
  http,
  'bare-http': bareHttp,
  addresses,
  scale,
};

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    size: { type: 'string', default: 'S' },
    only: { type: 'string' },
    record: { type: 'boolean', default: false },
  },
});
const sizes = values.size.split(',');
const names = values.only?.split(',') ?? Object.keys(PARTS);
const unknown = [...names.filter((name) => !(name in PARTS)), ...sizes.filter((size) => !SIZES.has(size))];
if (unknown.length > 0) {
  console.error(
    `there is no ${unknown.join(', ')}; parts: ${Object.keys(PARTS).join(', ')}; sizes: ${[...SIZES.keys()].join(', ')}`,
  );
  process.exit(2);
}
for (const name of names) {
  console.error(`… ${name}`);
  const measured = await PARTS[name]!({ sizes, quick: values.quick });
  if (measured.text !== '') console.log(`${measured.text}\n`);
  // A run that is cut keeps what it has measured.
  if (values.record) recordBaseline(measured.figures);
}
