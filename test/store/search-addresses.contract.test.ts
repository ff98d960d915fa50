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
      match: 'exact',
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

  it('finds a street by its pinyin initials', async () => {
    await bringAddresses();
    expect((await find('jsl12h')).slice(0, 1)).toEqual(['A1']);
    expect(await find('ztzrml')).toEqual(['A3']);
    expect(await find('xyzw')).toEqual([]);
    const [hit] = await record.store.searchAddresses(['r'], 'rml8', 1);
    expect(hit).toMatchObject({ id: 'A3', match: 'initials' });
    expect(hit!.score).toBeLessThan(0.6);
  });

  it('interpolates a house between its two neighbours on its side, says so, and makes up nothing else', async () => {
    const house = (number: number, lon: number) =>
      staged(
        'addresses',
        { ...SMALL.address(`h${number}`, `郏县和平路${number}号`), lon_deg: lon },
        'a',
        number,
      );
    await bring([house(3, 113.2), house(4, 113.3), house(9, 113.203), house(11, 113.25)]);
    const search = (text: string) => record.store.searchAddresses(['r'], text, 5);
    expect(await search('和平路5号')).toEqual([
      expect.objectContaining({ id: null, text: '郏县和平路5号', match: 'interpolated' }),
    ]);
    expect((await search('和平路5号'))[0]!.at.lon).toBeCloseTo(113.201, 9);
    expect(await search('和平路6号')).toEqual([]);
    expect(await search('和平路10号')).toEqual([]);
    expect(await search('和平路21号')).toEqual([]);
    expect(await search('火星街5号')).toEqual([]);
  });

  it('forgets a street with its last entry', async () => {
    await bringAddresses();
    await bring([staged('addresses', SMALL.address('A1', TEXTS.A1), 'a', 1)]);
    const streets = await record.db.query('select street, entries from address_streets');
    expect(streets).toEqual([{ street: '河南省平顶山市郏县城关镇建设路', entries: 1 }]);
  });

  it('keeps to the limit and to the regions asked for', async () => {
    await bringAddresses();
    expect(await find('郏县', 2)).toHaveLength(2);
    expect(await record.store.searchAddresses(['other'], '郏县', 5)).toEqual([]);
  });
});
