import { flawOf, type Found } from './found.ts';
import type { Survey } from './survey.ts';

/** A flaw for everything that would be lost, unless all of it is above medium voltage, which the record does not hold. */
export function* unsupportedFlaws({ grid, levels }: Survey): Generator<Found> {
  for (const of of grid.unsupported) {
    const known = of.buses.filter((bus) => levels.has(bus));
    const isAbove = known.length > 0 && known.every((bus) => levels.get(bus) === 'hv');
    if (isAbove) yield { leftOut: `${of.at.table} above medium voltage` };
    else yield flawOf(of, of.field, of.reason, [of.received, of.allowed]);
  }
}
