/**
 * Frame times of panning the planner's map with 20,000 elements of grid and ground on the screen, in Chromium with its software
 * renderer, on the real service: the demo grid drawn together to a size that shows all of it at the zoom of low voltage.
 *
 *   npm run bench:frames [-- <picture.png>]
 */
import { cp, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import type { Page } from 'playwright-core';
import { runJiedian } from '../../test/support/run-jiedian.ts';
import { temporaryFolder } from '../../test/support/temp-folder.ts';
import { DESK, mapDrawn, openHouse } from '../../test/web/support/open-house.ts';
import { quantile, shown } from '../support/figures.ts';

const DEMO = fileURLToPath(new URL('../../data/demo/', import.meta.url));
const CENTRE = { lon: 113.2, lat: 33.97 };
/** So much smaller the county is drawn: all of it then fits on a screen at zoom 15. */
const SHRINK = 9;
const ZOOM = 15;
const DRAGS = 6;
const DRAG_STEPS = 40;
const GOAL_MS = 50;
const GOAL_ELEMENTS = 20_000;

const [picture] = process.argv.slice(2);

const closer = (value: number, to: number): string => (to + (value - to) / SHRINK).toFixed(7);

/** A table of the demo region with every place moved towards the centre. */
function drawnTogether(csv: string): string {
  const [header = '', ...rows] = csv.split('\n');
  const names = header.split(',');
  const [lonAt, latAt] = [names.indexOf('lon_deg'), names.indexOf('lat_deg')];
  const moved = rows.map((row) => {
    const inPaths = row.replaceAll(
      /(\d+\.\d+) (\d+\.\d+)/g,
      (_, lon: string, lat: string) =>
        `${closer(Number(lon), CENTRE.lon)} ${closer(Number(lat), CENTRE.lat)}`,
    );
    if (lonAt < 0 || inPaths === '') return inPaths;
    const cells = inPaths.split(',');
    cells[lonAt] = closer(Number(cells[lonAt]), CENTRE.lon);
    cells[latAt] = closer(Number(cells[latAt]), CENTRE.lat);
    return cells.join(',');
  });
  return [header, ...moved].join('\n');
}

/** The demo region drawn together, in the record of a house that has none yet. */
async function bring(env: NodeJS.ProcessEnv): Promise<void> {
  const folder = await temporaryFolder();
  await cp(DEMO, folder, { recursive: true });
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.csv')))
    await writeFile(join(folder, file), drawnTogether(await readFile(join(folder, file), 'utf8')));
  const { code, stderr } = await runJiedian(env, 'import', 'tables', folder, '--region', 'demo');
  if (code !== 0) throw new Error(`the drawn region was refused: ${stderr}`);
}

/** Counts what the tiles on the screen hold: of the grid each element once, though several tiles show it. */
function countElements(page: Page): () => number {
  const seen = new Set<string>();
  page.on('response', (response) => {
    const [tile, set, z] = /\/tiles\/(grid|base)\/(\d+)\/\d+\/\d+/.exec(response.url()) ?? [];
    if (Number(z) !== ZOOM || response.status() !== 200) return;
    void response.body().then((bytes) => {
      for (const [layer, read] of Object.entries(new VectorTile(new PbfReader(bytes)).layers)) {
        if (layer === 'left-out') continue;
        for (let at = 0; at < read.length; at++) {
          const id = String(read.feature(at).properties['id']);
          seen.add(set === 'grid' ? `${layer}/${id}` : `${tile}/${layer}/${at}`);
        }
      }
    });
  });
  return () => seen.size;
}

/** Milliseconds between frames while the map is dragged to and fro. */
async function pan(page: Page): Promise<number[]> {
  const box = (await page.locator('.map-canvas').boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.evaluate(`
    window.frames95 = [];
    let last = performance.now();
    const tick = (now) => { window.frames95.push(now - last); last = now; requestAnimationFrame(tick); };
    requestAnimationFrame(tick);
  `);
  for (let drag = 0; drag < DRAGS; drag++) {
    const side = drag % 2 === 0 ? 1 : -1;
    await page.mouse.move(x - side * 90, y - side * 50);
    await page.mouse.down();
    await page.mouse.move(x + side * 90, y + side * 50, { steps: DRAG_STEPS });
    await page.mouse.up();
  }
  const frames = await page.evaluate<number[]>('window.frames95');
  return frames.slice(1);
}

const house = await openHouse(bring);
const { page } = await house.enter('planner', `?map=${ZOOM}/${CENTRE.lat}/${CENTRE.lon}`, { viewport: DESK });
const elements = countElements(page);
await mapDrawn(page);
const frames = await pan(page);
if (picture !== undefined) await page.screenshot({ path: picture });
const [p50, p95, worst] = [quantile(frames, 0.5), quantile(frames, 0.95), Math.max(...frames)];
const version = page.context().browser()?.version() ?? '';
console.log(
  `${shown(elements())} elements drawn, ${frames.length} frames while panning: median ${shown(p50)} ms, ` +
    `95th percentile ${shown(p95)} ms, longest ${shown(worst)} ms; Chromium ${version}, SwiftShader, ${DESK.width}×${DESK.height}`,
);
await house.close();
process.exitCode = p95 < GOAL_MS && elements() >= GOAL_ELEMENTS ? 0 : 1;
