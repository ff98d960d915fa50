/**
 * Draws a synthetic region as a folder of tables.
 *
 * `npm run synth -- --size demo|S|M|L --out <folder> [--seed n]`; progress on stderr; exit 2 on wrong usage.
 */
import { parseArgs } from 'node:util';
import { DEMO_SEED, SIZES } from './sizes.ts';
import { writeProvince } from './write-province.ts';

const { values } = parseArgs({
  options: {
    size: { type: 'string' },
    out: { type: 'string' },
    seed: { type: 'string', default: String(DEMO_SEED) },
  },
});
const size = SIZES.get(values.size ?? '');
const seed = Number(values.seed);

if (size === undefined || values.out === undefined || !Number.isSafeInteger(seed)) {
  console.error(`usage: npm run synth -- --size ${[...SIZES.keys()].join('|')} --out <folder> [--seed n]`);
  process.exitCode = 2;
} else {
  const started = Date.now();
  await writeProvince(values.out, { ...size, seed }, (done) => {
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.error(`${done} of ${size.counties} counties, ${seconds} s`);
  });
}
