import { describe, expect, it } from 'vitest';
import { databases } from '../support/database.ts';
import { emptyRecord } from '../support/empty-record.ts';
import { SMALL, staged } from '../support/staged-items.ts';

process.env['TZ'] = 'Asia/Shanghai';

describe.each(databases())('address search on the $name database', ({ open }) => {
  const record = emptyRecord(open);
  const { bring } = record;

  const TEXTS = {
    A1: '河南省平顶山市郏县城关镇建设路１２号',
    A2: '河南省平顶山市郏县城关镇建设路12号院3号楼',
    A3: '河南省平顶山市郏县冢头镇人民路8号',
    A4: '郏县100%_工业园ＡＢＣ',
  };
  const bringAddresses = () =>
    bring(Object.entries(TEXTS).map(([id, text], i) => staged('addresses', SMALL.address(id, text), 'a', i)));
  const find = async (text: string, limit = 10) =>
    (await record.store.searchAddresses(['r'], text, limit)).map(({ id }) => id);

  it('puts the very address first, whatever the width of its figures', async () => {
    await bringAddresses();
    const [first, second] = await record.store.searchAddresses(
      ['r'],
      '河南省平顶山市郏县城关镇建设路 12号',
      10,
    );
    expect(first).toEqual({
      region: 'r',
      id: 'A1',
      text: TEXTS.A1,
      at: { lon: 113.21, lat: 33.97 },
      score: 1,
    });
    expect(second!.id).toBe('A2');
  });

  it('finds parts, two characters, and shortened addresses', async () => {
    await bringAddresses();
    expect(await find('冢头')).toEqual(['A3']);
    expect(await find('建设路12号')).toEqual(['A1', 'A2']);
    expect((await find('郏县城关建设路12号')).slice(0, 2).sort()).toEqual(['A1', 'A2']);
    expect(await find('abc')).toEqual(['A4']);
  });

  it('takes wildcards as letters, and finds nothing for nothing', async () => {
    await bringAddresses();
    expect(await find('0%_工')).toEqual(['A4']);
    expect(await find('%')).toEqual(['A4']);
    expect(await find('\\')).toEqual([]);
    expect(await find('　 ')).toEqual([]);
    expect(await find(`'); drop table addresses; --`)).toEqual([]);
  });

  it('keeps to the limit and to the regions asked for', async () => {
    await bringAddresses();
    expect(await find('郏县', 2)).toHaveLength(2);
    expect(await record.store.searchAddresses(['other'], '郏县', 5)).toEqual([]);
  });
});
