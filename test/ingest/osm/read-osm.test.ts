import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ImportRefused } from '../../../src/ingest/import-refused.ts';
import { readOsm } from '../../../src/ingest/osm/read-osm.ts';
import { collect } from '../../support/collect-items.ts';
import { hasSharedData, readShared } from '../../support/shared-data.ts';
import { folderOf } from '../../support/temp-folder.ts';

const EXTRACTS = new URL('../../../../shared/data/osm/', import.meta.url).pathname;

const read = async (path: string) => {
  const leftOut: Record<string, number> = {};
  const found = await collect(
    readOsm(path, (what) => {
      leftOut[what] = (leftOut[what] ?? 0) + 1;
    }),
  );
  return { ...found, leftOut };
};

/** Nodes 1…n on a grid of 0.001°, ten a row. */
const nodes = (n: number) =>
  Array.from(
    { length: n },
    (_, i) => `<node id="${i + 1}" lon="${113 + (i % 10) / 1000}" lat="${34 + Math.floor(i / 10) / 1000}"/>`,
  ).join('');
const tags = (of: Readonly<Record<string, string>>) =>
  Object.entries(of)
    .map(([k, v]) => `<tag k="${k}" v="${v}"/>`)
    .join('');
const way = (id: number, refs: readonly number[], of: Readonly<Record<string, string>>) =>
  `<way id="${id}">${refs.map((ref) => `<nd ref="${ref}"/>`).join('')}${tags(of)}</way>`;

const readXml = async (content: string) =>
  read(
    join(
      await folderOf({ 'map.osm': `<?xml version="1.0"?><osm version="0.6">${content}</osm>` }),
      'map.osm',
    ),
  );

test('a street has its Chinese name, class, surface, bridge, and the places of its nodes', async () => {
  const street = {
    highway: 'primary_link',
    name: 'Jianshe Road',
    'name:zh': '建设路',
    surface: 'sett',
    bridge: 'viaduct',
    tunnel: 'no',
  };
  const { rows, defects } = await readXml(nodes(12) + way(7, [1, 2, 12], street));
  expect(defects).toEqual([]);
  expect(rows.roads).toEqual([
    {
      ...{ id: 'w7', name: '建设路', class: 'primary', surface: 'paving', bridge: true, tunnel: false },
      path_wkt: [113, 34, 113.001, 34, 113.001, 34.001],
    },
  ]);
});

test('barriers and areas are told by their tags; what is no obstacle is left out and counted', async () => {
  const square = [1, 2, 12, 11, 1];
  const { rows, leftOut } = await readXml(
    nodes(20) +
      way(1, [1, 2], { railway: 'rail' }) +
      way(2, [1, 2], { railway: 'rail', highspeed: 'yes' }) +
      way(3, [1, 2], { railway: 'subway', tunnel: 'yes' }) +
      way(4, [1, 2], { waterway: 'stream' }) +
      way(5, [1, 2], { man_made: 'pipeline', substance: 'water' }) +
      way(6, square, { building: 'yes' }) +
      way(7, square, { building: 'roof' }) +
      way(8, square, { landuse: 'military' }) +
      way(9, square, { highway: 'pedestrian', area: 'yes' }) +
      way(10, [1, 2, 12], { natural: 'water' }) +
      way(11, [1, 2], { highway: 'construction' }) +
      way(12, [1, 2], { power: 'line' }),
  );
  expect(rows.barriers.map(({ id, kind }) => [id, kind])).toEqual([
    ['w1', 'railway'],
    ['w2', 'high-speed-railway'],
    ['w4', 'stream'],
    ['w5', 'water-trunk'],
  ]);
  expect(rows.areas.map(({ id, kind }) => [id, kind])).toEqual([
    ['w6', 'building'],
    ['w8', 'forbidden'],
  ]);
  expect(rows.roads).toEqual([]);
  expect(leftOut).toEqual({
    'railway in a tunnel': 1,
    'highway as an area': 1,
    'area that is not closed': 1,
    'highway=construction': 1,
  });
});

test('a multipolygon of pieces in any direction comes with its holes, one row per outer ring', async () => {
  const member = (ref: number, role: string) => `<member type="way" ref="${ref}" role="${role}"/>`;
  const { rows } = await readXml(
    nodes(60) +
      way(1, [1, 5, 45], {}) +
      way(2, [1, 41, 45], {}) +
      way(3, [12, 13, 23, 22, 12], {}) +
      way(4, [7, 8, 18, 17, 7], {}) +
      `<relation id="9">${member(1, 'outer')}${member(2, '')}${member(3, 'inner')}${member(4, 'outer')}` +
      `${tags({ type: 'multipolygon', natural: 'water', name: '青禾湖' })}</relation>`,
  );
  expect(rows.areas.map(({ id, kind, name }) => ({ id, kind, name }))).toEqual([
    { id: 'r9-1', kind: 'water', name: '青禾湖' },
    { id: 'r9-2', kind: 'water', name: '青禾湖' },
  ]);
  const [lake, pond] = rows.areas.map(({ polygon_wkt: rings }) => rings);
  expect(lake).toEqual([
    [113, 34, 113.004, 34, 113.004, 34.004, 113, 34.004, 113, 34],
    [113.001, 34.001, 113.002, 34.001, 113.002, 34.002, 113.001, 34.002, 113.001, 34.001],
  ]);
  expect(pond).toHaveLength(1);
});

test('at the edge of the file a line is cut in pieces and an area is left out', async () => {
  const { rows, leftOut } = await readXml(
    nodes(6) +
      way(1, [1, 2, 99, 3, 98, 4, 5], { highway: 'track' }) +
      way(2, [1, 2, 99, 1], { building: 'yes' }),
  );
  expect(rows.roads.map(({ id, path_wkt: path }) => [id, path.length / 2])).toEqual([
    ['w1', 2],
    ['w1-1', 2],
  ]);
  expect(leftOut).toEqual({ 'area cut off by the edge of the file': 1 });
});

test.each([
  ['XML that breaks off', 'a.osm', '<osm><way id="1">', 'unclosed'],
  ['XML of something else', 'a.osm', '<gpx></gpx>', 'expected <osm>'],
  ['a map without anything of use', 'a.osm', '<osm></osm>', 'no roads, barriers or areas'],
  [
    'bytes that are no PBF',
    'a.osm.pbf',
    Buffer.from('\0\0\0\x05hello, this is no map'),
    'no readable .osm.pbf',
  ],
  ['an empty PBF', 'a.osm.pbf', Buffer.alloc(0), 'no readable .osm.pbf'],
  ['another ending', 'a.json', '{}', '.osm.pbf or .osm'],
])('%s is refused', async (_, name, content, words) => {
  const path = join(await folderOf({ [name]: content }), name);
  await expect(read(path)).rejects.toThrow(ImportRefused);
  await expect(read(path)).rejects.toThrow(words);
});

test('a file that is not there is refused', async () => {
  await expect(read('/nowhere/map.osm.pbf')).rejects.toThrow(ImportRefused);
  await expect(read('/nowhere/map.osm')).rejects.toThrow(ImportRefused);
});

test.runIf(hasSharedData)(
  'real extracts: every street of the text of central Shanghai, a town, a village',
  async () => {
    const text = readShared('osm/shanghai_center.osm');
    const shanghai = await read(`${EXTRACTS}shanghai_center.osm`);
    expect(shanghai.defects).toEqual([]);
    expect(shanghai.rows.roads).toHaveLength(text.match(/<way /g)!.length);
    const bridges = text.match(/k="bridge" v="yes"/g)!.length;
    expect(shanghai.rows.roads.filter(({ bridge }) => bridge)).toHaveLength(bridges);
    expect(shanghai.rows.roads.filter(({ name }) => name === '思南路')).not.toHaveLength(0);

    const krems = await read(`${EXTRACTS}krems.osm.pbf`);
    expect(krems.defects).toEqual([]);
    expect(krems.rows.barriers.filter(({ kind }) => kind === 'railway')).toHaveLength(109);
    expect(krems.rows.barriers.filter(({ kind }) => kind === 'river')).toHaveLength(4);
    expect(krems.rows.areas.filter(({ kind }) => kind === 'forbidden')).toHaveLength(1);
    expect(krems.rows.areas.filter(({ kind }) => kind === 'building').length).toBeGreaterThan(1190);

    const village = await read(`${EXTRACTS}fuerweiler.osm.pbf`);
    expect(village.defects).toEqual([]);
    expect(village.rows.roads).toHaveLength(27);
  },
);
