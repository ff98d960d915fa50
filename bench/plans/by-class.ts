import type { Measured } from '../support/part.ts';
import { median, quantile, table } from '../support/figures.ts';
import { MIX } from './demand-mix.ts';
import type { Timed } from './time-answers.ts';

const HEADER = ['demands', 'number', 'median ms', 'p90 ms', 'p99 ms', 'median bytes'];

/** Times and lengths of whole answers, by class of the mix and of all. */
export function byClass(timed: readonly Timed[]): Measured {
  const figures: Record<string, number> = {};
  const rows = [...MIX.map(({ name, key }) => ({ name, key: `${key}.` })), { name: 'all', key: '' }].map(
    ({ name, key }) => {
      const those = timed.filter(({ share }) => key === '' || share === name);
      const ms = those.map((one) => one.ms);
      const [p50, p90, p99] = [median(ms), quantile(ms, 0.9), quantile(ms, 0.99)];
      const bytes = median(those.map((one) => one.bytes));
      figures[`${key}p50`] = 1000 * p50;
      figures[`${key}p90`] = 1000 * p90;
      figures[`${key}p99`] = 1000 * p99;
      figures[`${key}bytes`] = bytes;
      return [name, String(those.length), p50, p90, p99, String(bytes)];
    },
  );
  return { text: table(HEADER, rows), figures };
}
