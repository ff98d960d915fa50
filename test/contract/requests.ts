import { parseBody } from '../../src/contract/parse.ts';
import { Refusal, type Issue } from '../../src/contract/refusal.ts';
import { supplyPlansBody } from '../../src/contract/supply-plans-request.ts';

/** The least body that is accepted. */
export const good = {
  site: { lon: 113.21, lat: 33.97, crs: 'WGS84' },
  demand: { capacityKva: 630 },
  customer: { category: 'industrial' },
};

export const withPlot = (...coordinates: unknown[]) => ({ ...good, plot: { type: 'Polygon', coordinates } });

/** The refusal that some work must end in. */
export function refusalOf(work: () => unknown): Refusal {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('was not refused');
}

export const issuesOf = (body: unknown): readonly Issue[] =>
  refusalOf(() => parseBody(supplyPlansBody, body)).issues;

/** `pointer code` of each, sorted. */
export const codes = (issues: readonly Issue[]): string[] =>
  issues.map(({ pointer, code }) => `${pointer} ${code}`).sort();
