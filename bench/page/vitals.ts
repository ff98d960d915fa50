/**
 * When a view of each room can be seen and used, and what it weighs: the page in Chromium at desk width with an empty
 * cache, on the real service and the demo region, neither network nor processor slowed down.
 *
 *   npm run bench:page [-- <runs>]
 *
 * - first paint: the first text or picture (first contentful paint).
 * - first view: the largest text or picture that the view shows before anyone touches it (largest contentful paint); a
 *   map is a canvas and does not count as one, so the map has a column of its own.
 * - ready: from when on the page answers, as Lighthouse's "time to interactive" has it: the end of the last task of more
 *   than 50 ms before five seconds in which there is no such task and never more than two requests are on their way; not
 *   before the first paint.
 * - map: everything that the map asked for is drawn.
 * - page, answers, map data: bytes of the bodies as they came over the wire (gzip): files of the page, answers of the
 *   API, tiles.
 *
 * Times are medians, in ms from the beginning of the navigation. It exits with 1 where a goal is missed.
 */
import type { Page, Request } from 'playwright-core';
import { DESK, type OpenHouse, mapDrawn, openHouse } from '../../test/web/support/open-house.ts';
import type { View } from '../../test/web/views/view.ts';
import { VIEWS } from '../../test/web/views/views.ts';
import { median, table } from '../support/figures.ts';

const NAMES = ['customer-empty', 'customer-plans', 'manager-cases', 'manager-plans', 'planner', 'operator'];
const GOAL = { firstViewMs: 1500, readyMs: 2500, pageBytes: 600_000 };
const QUIET_MS = 5000;
const QUIET_REQUESTS = 2;

const [runs = '5'] = process.argv.slice(2);
if (!/^[1-9]\d?$/u.test(runs)) throw new Error(`runs must be a whole number from 1 to 99, not ${runs}`);

interface Seen {
  readonly firstPaint: number;
  readonly firstView: number;
  readonly ready: number;
  /** `null` = the view has no map. */
  readonly map: number | null;
  readonly page: number;
  readonly answers: number;
  readonly tiles: number;
}

/** What the browser tells of itself: runs in the page before anything of it does. */
const OBSERVE = `
  window.vitals = { firstPaint: 0, firstView: 0, long: [], map: null };
  const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  watch('paint', (entry) => { if (entry.name === 'first-contentful-paint') vitals.firstPaint = entry.startTime; });
  watch('largest-contentful-paint', (entry) => { vitals.firstView = entry.startTime; });
  watch('longtask', (entry) => vitals.long.push([entry.startTime, entry.startTime + entry.duration]));
  new MutationObserver(() => {
    if (vitals.map === null && document.querySelector('.map-canvas[data-drawn]') !== null) vitals.map = performance.now();
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-drawn'] });
`;

type Span = readonly [from: number, to: number];

/** Spans in which more requests than few were on their way, on the clock of the page. */
function busySpans(requests: readonly Span[]): Span[] {
  const steps = requests.flatMap(([from, to]) => [[from, 1] as const, [to, -1] as const]);
  steps.sort(([a], [b]) => a - b);
  const busy: [number, number][] = [];
  let open = 0;
  for (const [at, step] of steps) {
    if (step === 1 && open === QUIET_REQUESTS) busy.push([at, Infinity]);
    open += step;
    const last = busy.at(-1);
    if (step === -1 && open === QUIET_REQUESTS && last !== undefined) last[1] = at;
  }
  return busy;
}

/** End of the last long task before the first five quiet seconds. */
function readyAt(firstPaint: number, long: readonly Span[], busy: readonly Span[]): number {
  const noise = [
    ...long.map(([from, to]) => ({ from, to, isTask: true })),
    ...busy.map(([from, to]) => ({ from, to, isTask: false })),
  ].sort((a, b) => a.from - b.from);
  let [quietFrom, ready] = [firstPaint, firstPaint];
  for (const { from, to, isTask } of noise) {
    if (from - quietFrom >= QUIET_MS) break;
    quietFrom = Math.max(quietFrom, to);
    if (isTask) ready = Math.max(ready, to);
  }
  return ready;
}

/** Follows the requests of a page: their spans on the clock of the browser, and their bytes by kind. */
function followRequests(page: Page) {
  const spans: Span[] = [];
  const bytes = { page: 0, answers: 0, tiles: 0 };
  const pending: Promise<void>[] = [];
  const count = async (request: Request): Promise<void> => {
    const path = new URL(request.url()).pathname;
    const { responseBodySize } = await request.sizes();
    bytes[path.startsWith('/tiles/') ? 'tiles' : path.startsWith('/v1/') ? 'answers' : 'page'] +=
      responseBodySize;
  };
  page.on('requestfinished', (request) => {
    const { startTime, responseEnd } = request.timing();
    spans.push([startTime, startTime + responseEnd]);
    pending.push(count(request));
  });
  return {
    bytes,
    ended: async (origin: number): Promise<Span[]> => {
      await Promise.all(pending);
      return spans.map(([from, to]) => [from - origin, to - origin]);
    },
  };
}

/** Opens a view with nothing kept from before. */
async function look(house: OpenHouse, view: View): Promise<Seen> {
  const path = typeof view.path === 'string' ? view.path : await view.path(house);
  let followed!: ReturnType<typeof followRequests>;
  const { page } = await house.enter(view.role, path, { viewport: DESK }, async (fresh) => {
    await fresh.addInitScript(OBSERVE);
    followed = followRequests(fresh);
  });
  if (view.hasMap) await mapDrawn(page);
  await page.waitForTimeout(QUIET_MS + 1000);
  const said = await page.evaluate<{
    readonly vitals: { firstPaint: number; firstView: number; long: Span[]; map: number | null };
    readonly origin: number;
  }>('({ vitals, origin: performance.timeOrigin })');
  const { firstPaint, firstView, long, map } = said.vitals;
  const ready = readyAt(firstPaint, long, busySpans(await followed.ended(said.origin)));
  version = page.context().browser()?.version() ?? '';
  await page.context().close();
  return { firstPaint, firstView, ready, map, ...followed.bytes };
}

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0);
const whole = (ms: number): string => ms.toFixed(0);

let version = '';
const house = await openHouse();
const rows: string[][] = [];
const missed: string[] = [];
for (const view of NAMES.map((name) => VIEWS.find((one) => one.name === name)!)) {
  const seen: Seen[] = [];
  await look(house, view);
  for (let run = 0; run < Number(runs); run++) seen.push(await look(house, view));
  const middle = (pick: (one: Seen) => number): number => median(seen.map(pick));
  const [firstView, ready, page] = [
    middle((one) => one.firstView),
    middle((one) => one.ready),
    middle((one) => one.page),
  ];
  if (firstView > GOAL.firstViewMs || ready > GOAL.readyMs || page > GOAL.pageBytes) missed.push(view.name);
  rows.push([
    view.name,
    whole(middle((one) => one.firstPaint)),
    whole(firstView),
    whole(ready),
    view.hasMap ? whole(middle((one) => one.map ?? NaN)) : '–',
    kilobytes(page),
    kilobytes(middle((one) => one.answers)),
    kilobytes(middle((one) => one.tiles)),
  ]);
}
await house.close();
console.log(
  table(
    ['view', 'first paint ms', 'first view ms', 'ready ms', 'map ms', 'page kB', 'answers kB', 'map data kB'],
    rows,
  ),
);
console.log(
  `\nChromium ${version}, ${DESK.width}×${DESK.height}, median of ${runs} runs, each with an empty cache. Goals: first view ` +
    `${GOAL.firstViewMs} ms, ready ${GOAL.readyMs} ms, page ${kilobytes(GOAL.pageBytes)} kB: ` +
    (missed.length === 0 ? 'met.' : `missed by ${missed.join(', ')}.`),
);
process.exitCode = missed.length === 0 ? 0 : 1;
