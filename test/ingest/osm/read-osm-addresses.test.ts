import { createReadStream } from 'node:fs';
import { OSMTransform } from 'osm-pbf-parser-node';
import { expect, test } from 'vitest';
import { readOsmAddresses } from '../../../src/ingest/osm/read-osm-addresses.ts';
import { collect } from '../../support/collect-items.ts';
import { hasSharedData, SHARED_DATA } from '../../support/shared-data.ts';
import { folderOf } from '../../support/temp-folder.ts';

const tag = (key: string, value: string) => `<tag k="addr:${key}" v="${value}"/>`;
const MAP = `<osm version="0.6">
<node id="1" lon="113.2" lat="33.9">${tag('street', '建设路')}${tag('city', '平顶山市')}${tag('housenumber', '12')}</node>
<node id="2" lon="113.3" lat="33.9"/><node id="3" lon="113.3" lat="33.94"/>
<node id="4" lon="113.4" lat="33.9">${tag('street', 'Hauptstraße')}${tag('housenumber', '3a')}</node>
<node id="5" lon="113.4" lat="33.9">${tag('housenumber', '9')}</node>
<way id="7"><nd ref="2"/><nd ref="3"/><nd ref="2"/>${tag('place', '刘楼村')}${tag('housenumber', '5号')}</way>
<way id="8"><nd ref="99"/>${tag('street', '建设路')}${tag('housenumber', '14')}</way>
</osm>`;

test('addresses are those of nodes and of buildings, written as people there do', async () => {
  const leftOut: string[] = [];
  const folder = await folderOf({ 'm.osm': MAP });
  const { rows, defects } = await collect(readOsmAddresses(`${folder}/m.osm`, (what) => leftOut.push(what)));
  expect(defects).toEqual([]);
  expect(rows.addresses).toEqual([
    { id: 'osm/node/1', text: '平顶山市建设路12号', lon_deg: 113.2, lat_deg: 33.9 },
    { id: 'osm/node/4', text: 'Hauptstraße 3a', lon_deg: 113.4, lat_deg: 33.9 },
    { id: 'osm/way/7', text: '刘楼村5号', lon_deg: 113.3, lat_deg: 33.92 },
  ]);
  expect(leftOut).toEqual(['building beyond the edge of the file']);
});

test('a map without addresses is refused', async () => {
  const folder = await folderOf({ 'm.osm': '<osm version="0.6"><node id="2" lon="1" lat="2"/></osm>' });
  await expect(collect(readOsmAddresses(`${folder}/m.osm`, () => undefined))).rejects.toThrow(
    /no addresses/u,
  );
});

test.skipIf(!hasSharedData)(
  'of a real extract all nodes and buildings with street and house number',
  async () => {
    const path = `${SHARED_DATA}osm/krems.osm.pbf`;
    let expected = 0;
    const decoded = createReadStream(path).pipe(new OSMTransform({ withTags: true }));
    for await (const block of decoded as AsyncIterable<{ type?: string; tags?: Record<string, string> }[]>) {
      for (const { type, tags = {} } of block) {
        const isPlaced = 'addr:street' in tags || 'addr:place' in tags;
        if (type !== 'relation' && 'addr:housenumber' in tags && isPlaced) expected++;
      }
    }
    let leftOut = 0;
    const { rows } = await collect(readOsmAddresses(path, () => leftOut++));
    expect(expected).toBeGreaterThan(100);
    expect(rows.addresses.length + leftOut).toBe(expected);
  },
);
