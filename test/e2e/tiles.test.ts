import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { capacityListAnswer } from '../../src/contract/capacity-list.ts';
import { tileJsonAnswer } from '../../src/contract/tiles.ts';
import { mercator, readTile } from '../support/read-tile.ts';
import { type Running, houseIn, runJiedian, serveJiedian } from '../support/run-jiedian.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

let env: NodeJS.ProcessEnv;
let service: Running;
beforeAll(async () => {
  env = houseIn(await temporaryFolder());
  service = await serveJiedian(env);
}, 120_000);
afterAll(async () => {
  await service.stop();
});

const get = (url: string, role: string, headers: Record<string, string> = {}) =>
  fetch(new URL(url, service.address), {
    headers: { Authorization: `Bearer ${service.tokens[role]!}`, ...headers },
  });
const [x, y] = mercator(113.19, 33.965, 14).map(Math.floor) as [number, number];

test('a planner follows the TileJSON to a tile whose transformers have the room that the capacity list gives', async () => {
  const described = tileJsonAnswer.parse(await (await get('/tiles/grid.json', 'planner')).json());
  const url = described.tiles[0]!.replace('{z}/{x}/{y}', `14/${x}/${y}`);
  const response = await get(url, 'planner');
  expect(response.headers.get('cache-control')).toContain('immutable');
  const features = readTile(new Uint8Array(await response.arrayBuffer()));
  const shown = features.filter(({ layer }) => layer === 'transformers').map(({ properties }) => properties);
  expect(shown.length).toBeGreaterThan(50);
  const list = await get(
    '/v1/capacity/distribution-transformers?pageSize=1000&bbox=113.17,33.94,113.21,33.99',
    'planner',
  );
  const { items } = capacityListAnswer.parse(await list.json());
  const listed = items.filter(({ id }) => shown.some((one) => one['id'] === id));
  expect(listed.length).toBe(shown.length);
  for (const { id, name, openKva, loadRate, grade } of listed) {
    const drawn = shown.find((one) => one['id'] === id)!;
    const { name: called, openKva: open, loadRate: rate, grade: of } = drawn;
    expect([called, open ?? null, rate ?? null, of]).toEqual([name, openKva, loadRate, grade]);
  }
});

test('the command line writes the same capacity map as the service, and says which box is too large', async () => {
  const folder = await temporaryFolder();
  const asked = ['--bbox', '113.19,33.96,113.21,33.98', '--season', 'worst', '--as-of', '2026-11-20'];
  const there = ['--region', 'demo', '--server', service.address, '--token', service.tokens['planner']!];
  for (const ending of ['tif', 'geojson']) {
    const [mine, theirs] = [join(folder, `mine.${ending}`), join(folder, `theirs.${ending}`)];
    const here = await runJiedian(env, 'capacity-map', mine, ...asked);
    expect(here.code, here.stderr).toBe(0);
    expect((await runJiedian(env, 'capacity-map', theirs, ...asked, ...there)).code).toBe(0);
    const bytes = await readFile(mine);
    expect(bytes.byteLength).toBeGreaterThan(5000);
    expect(bytes.equals(await readFile(theirs))).toBe(true);
    expect(here.stdout).toContain(`mine.${ending} (${bytes.byteLength.toLocaleString('en')} bytes)`);
  }
  const wide = ['--bbox', '113,33.5,113.9,34.4'];
  for (const server of [[], there]) {
    const { code, stderr } = await runJiedian(
      env,
      'capacity-map',
      join(folder, 'wide.tif'),
      ...wide,
      ...server,
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /bbox: out-of-range, received \d+, allowed: at most 250000 cells of 50 m as tiff/u,
    );
  }
}, 60_000);

test('a customer sees the ground and not the grid', async () => {
  const ground = await get(`/tiles/base/14/${x}/${y}.mvt`, 'customer');
  expect(ground.status).toBe(200);
  const layers = new Set(readTile(new Uint8Array(await ground.arrayBuffer())).map(({ layer }) => layer));
  expect([...layers].sort()).toEqual(expect.arrayContaining(['buildings', 'roads']));
  expect((await get(`/tiles/grid/14/${x}/${y}.mvt`, 'customer')).status).toBe(403);
  expect((await get('/tiles/grid.json', 'customer')).status).toBe(403);
  expect((await fetch(`${service.address}/tiles/base.json`)).status).toBe(401);
  expect((await get('/tiles/base/14/0/0.mvt', 'customer')).status).toBe(204);
});

test('a measurement moves the tag of the grid, not that of the ground', async () => {
  const tagOf = async (set: string) =>
    (await get(`/tiles/${set}/14/${x}/${y}.mvt`, 'manager')).headers.get('etag')!;
  const statusOf = async (set: string, tag: string) =>
    (
      await get(`/tiles/${set}/14/${x}/${y}.mvt`, 'manager', {
        'If-None-Match': tag,
        // Left to itself, fetch would ask for a fresh answer.
        'Cache-Control': 'max-age=0',
      })
    ).status;
  const [base, grid] = [await tagOf('base'), await tagOf('grid')];
  expect([await statusOf('base', base), await statusOf('grid', grid)]).toEqual([304, 304]);
  const sent = await fetch(`${service.address}/v1/measurements`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${service.tokens['operator']!}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({
      region: 'demo',
      measurements: [
        {
          elementKind: 'feeder',
          elementId: 'c0-f16',
          season: 'summer',
          from: '2026-07-01',
          to: '2026-09-30',
          peakKva: 4000.5,
          measuredOn: '2026-08-30',
          quality: 'measured',
        },
      ],
    }),
  });
  expect(sent.status, await sent.text()).toBe(200);
  await expect.poll(() => statusOf('grid', grid), { timeout: 20_000, interval: 300 }).toBe(200);
  expect(await statusOf('base', base)).toBe(304);
});
