/**
 * Whole plan sets of the published demand mix, in one thread, up to the bytes of the response: time per demand by class of
 * the mix, time and plans of each kind, the search for outlets within 15 km, one place beside random places, and where the
 * time goes. Prints markdown.
 *
 *   npm run bench:plans [-- [<demands> [<size of a synthetic region>]] [--straight] [--json]]
 *
 * `--straight` leaves the roads out: lines are straight × detour factor. `--json` prints text and figures as JSON.
 */
import { median } from '../support/figures.ts';
import type { Measured } from '../support/part.ts';
import { byClass } from './by-class.ts';
import { byKind } from './by-kind.ts';
import { drawMix } from './demand-mix.ts';
import { onePlace } from './one-place.ts';
import { outletSearch } from './outlet-search.ts';
import { phases } from './phases.ts';
import { type OpenedRegion, openRegion } from './region.ts';
import { timeAnswers } from './time-answers.ts';

const [demands, size] = process.argv.slice(2).filter((one) => !one.startsWith('--'));
const DEMANDS = Number(demands ?? 1000);
const SEED = 23;
/** Demands at one place: it takes fewer to tell a median where nothing else differs. */
const AT_ONE_PLACE = 100;

const opened = await openRegion(size);
const region: OpenedRegion = process.argv.includes('--straight')
  ? { ...opened, context: { ...opened.context, roads: null } }
  : opened;
const { context, nodes } = region;
const mix = drawMix(nodes, DEMANDS, SEED);
const timed = timeAnswers(context, mix);
const parts: Measured[] = [
  byClass(timed),
  byKind(context, mix),
  outletSearch(region, DEMANDS),
  onePlace(region, Math.min(AT_ONE_PLACE, DEMANDS), median(timed.map(({ ms }) => ms))),
  { text: await phases(context, mix), figures: {} },
];
const text = parts.map((part) => part.text).filter((one) => one !== '');
const measured: Measured = {
  text: text.join('\n\n'),
  figures: Object.assign({}, ...parts.map(({ figures }) => figures)) as Measured['figures'],
};
console.log(process.argv.includes('--json') ? JSON.stringify(measured) : measured.text);
