import type { Because } from '../model/plan.ts';
import { separation } from '../search/independence.ts';
import type { PlanTask } from './context.ts';
import type { Supply } from './kinds/kind.ts';
import type { Secured } from './secured.ts';

const said = (nMinusOne: boolean | null, because: Because): Secured => ({
  security: { nMinusOne, transferVia: [], backedBy: [] },
  because: [because],
});

/**
 * Whether two supplies survive the loss of any one element or station on their way by changing over to the other:
 * known to where none takes both and the standby carries the whole need; not where one takes both, or the standby
 * carries less; not told where the record does not say what they lean on.
 *
 * Only the changeover counts, no ties. That the two lines share no trench or poles is not shown: `independence.unproven`
 * says so.
 */
export function securedPair({ headroom, pack, brief }: PlanTask, main: Supply, standby: Supply): Secured {
  const { rule } = pack.search.pairs;
  const a = main.candidate.element;
  const b = standby.candidate.element;
  const { shared, twoStations, oneLossTakesBoth } = separation(headroom.snapshot, a, b);
  const [first] = shared;
  // Of two stations each may hang on the shared one and on another beside.
  const takesBoth = twoStations ? oneLossTakesBoth : first === undefined ? null : true;
  if (takesBoth === true)
    return said(false, { key: 'one-loss-takes-both', values: { elementId: first ?? null }, rule });
  if (takesBoth === null) return said(null, { key: 'pair-not-proven-apart', values: {}, rule });
  const { needKva } = brief;
  const standbyKva = standby.capacityKva;
  return standbyKva >= needKva
    ? said(true, { key: 'standby-carries-all', values: { needKva }, rule })
    : said(false, { key: 'standby-carries-part', values: { standbyKva, needKva }, rule });
}
