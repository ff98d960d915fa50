import { inflateRawSync } from 'node:zlib';
import readXlsxFile from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { isoWeek, type IsoWeek } from '../../src/model/iso-week.ts';
import { cellText } from '../../src/papers/cell-text.ts';
import type { WeeklyRow } from '../../src/model/weekly.ts';
import { weeklyTable } from '../../src/papers/weekly-table.ts';
import { demoAnswer } from './demo-answer.ts';

const WEEK: IsoWeek = isoWeek(2026, 47)!;

const row = (changes: Partial<WeeklyRow> = {}): WeeklyRow => ({
  id: '0196',
  applicant: { name: '青禾县禾丰粮油加工有限公司', contact: '0375-0000000' },
  businessType: 'new',
  status: 'accepted',
  voltageKv: 10,
  capacityKva: 1630.5,
  sources: [{ nodeKind: 'pole', nodeId: 'c0-f13-n013', load: null }],
  meeting: null,
  ...changes,
});

const tableOf = (rows: readonly WeeklyRow[], language: 'zh' | 'en' = 'zh') =>
  weeklyTable({ rows, week: WEEK, language });

async function readBack(file: Uint8Array) {
  const [sheet, ...others] = await readXlsxFile(Buffer.from(file));
  expect(others).toEqual([]);
  return sheet!;
}

/** Text of one part of a zip file, found by its local header. */
function partOf(file: Uint8Array, name: string): string {
  const bytes = Buffer.from(file);
  const directory = bytes.indexOf(Buffer.concat([Buffer.from('PK\u0001\u0002', 'latin1')]));
  for (let at = directory; bytes.readUInt32LE(at) === 0x02014b50;) {
    const [size, nameLength] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28)];
    const [extra, comment] = [bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
    const local = bytes.readUInt32LE(at + 42);
    if (bytes.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const part = bytes.subarray(from, from + size);
      return (bytes.readUInt16LE(at + 10) === 0 ? part : inflateRawSync(part)).toString('utf8');
    }
    at += 46 + nameLength + extra + comment;
  }
  throw new Error(`no ${name} in the file`);
}

describe('the weekly table', () => {
  test('has a title, the eight columns of the meeting and a row per case, in the order given', async () => {
    const { plans } = await demoAnswer();
    const outlet = plans[0]!.sources[0]!.chain.find(({ kind }) => kind === 'outlet')!;
    const source = { nodeKind: 'pole', nodeId: 'c0-f13-n013', load: outlet };
    const rows = [
      row({
        sources: [source, { ...source, nodeKind: 'rmu', nodeId: 'r9' }],
        status: 'in-review',
        meeting: { signatures: 1, needed: 2 },
      }),
      row({ id: 'B', applicant: null, voltageKv: null, capacityKva: null, sources: [] }),
      row({ status: 'offered' }),
    ];
    const { sheet, data } = await readBack(await tableOf(rows));
    expect(sheet).toBe('2026-W47');
    expect(data[0]![0]).toBe('业扩报装工作情况统计明细表（2026 年第 47 周，2026-11-16 至 2026-11-22）');
    expect(data[1]).toEqual([
      ...['户名', '报装电压', '容量 kVA', '业务类型', '联系方式', '拟接入电源点', '线路负载情况', '备注'],
    ]);
    const percent = Math.round((outlet.peakKva! / outlet.ratingKva!) * 1000) / 10;
    const said = (value: number | null) => value!.toLocaleString('en', { maximumFractionDigits: 4 });
    expect(data[2]).toEqual([
      ...['青禾县禾丰粮油加工有限公司', 10, 1630.5, '新装', '0375-0000000', '杆塔 c0-f13-n013；环网柜 r9'],
      `${outlet.elementId}：最大负荷 ${said(outlet.peakKva)} kVA（夏季，${outlet.asOf}），额定 ${said(outlet.ratingKva)} kVA，` +
        `负载率 ${percent} %；在途 ${said(outlet.committedKva)} kVA，剩余 ${said(outlet.leftKva)} kVA`,
      '审核中；提交周例会审核，已签字 1/2',
    ]);
    expect(data[3]).toEqual(['B', null, null, '新装', null, null, null, '已受理']);
    expect(data[4]![7]).toBe('已答复方案；拟推荐方案，客户尚未选定');
    expect(data.length).toBe(5);
  });

  test('speaks English too, and stands with no case at all', async () => {
    const { data } = await readBack(await tableOf([], 'en'));
    expect(data[0]![0]).toBe('Applications of week 47, 2026 (2026-11-16 to 2026-11-22)');
    expect(data[1]!.slice(5)).toEqual(['Power source', 'Load of the line', 'Remarks']);
    expect(data.length).toBe(2);
  });

  test('says a dash for what the ledger does not know', async () => {
    const { plans } = await demoAnswer();
    const [first] = plans[0]!.sources[0]!.chain;
    const load = { ...first!, ratingKva: null, leftKva: null, season: null, asOf: null };
    const sources = [{ nodeKind: 'pole', nodeId: 'n', load }];
    const { data } = await readBack(await tableOf([row({ sources })]));
    expect(data[2]![6]).toMatch(/（季节不详，—），额定 — kVA，负载率 — %；.*剩余 — kVA$/u);
  });

  test('holds no formula, whatever the texts begin with, and nothing that a workbook cannot hold', async () => {
    const bad = [
      '=1+1',
      '@SUM(A1)',
      '+cmd|x',
      '-2+3',
      '\t=1',
      '＝1',
      '=HYPERLINK("http://x","y")',
      'a\u0000b\ud800',
      '<b>&"',
    ];
    const file = await tableOf(bad.map((name) => row({ applicant: { name, contact: name } })));
    expect(partOf(file, 'xl/worksheets/sheet1.xml')).not.toMatch(/<f[ >]/u);
    const { data } = await readBack(file);
    const names = data.slice(2).map(([name]) => name);
    expect(names).toEqual([
      ...["'=1+1", "'@SUM(A1)", "'+cmd|x", "'-2+3", "' =1", "'＝1", '\'=HYPERLINK("http://x","y")'],
      ...['a〔U+0000〕b〔U+D800〕', '<b>&"'],
    ]);
    for (const cells of data.slice(2)) expect(cells[4]).toBe(cells[0]);
  });
});

test('a page of it is as wide as the table, and a row as high as its longest text', async () => {
  const named = (name: string) => row({ applicant: { name, contact: '' } });
  const file = await tableOf([row(), named('备'.repeat(60)), named('x'.repeat(9000))]);
  const sheet = partOf(file, 'xl/worksheets/sheet1.xml');
  expect(sheet).toMatch(/<worksheet[^>]*><sheetPr><pageSetUpPr fitToPage="1"\/><\/sheetPr><sheetViews>/u);
  expect(sheet).toContain(
    '<pageSetup fitToWidth="1" fitToHeight="0" paperSize="9" orientation="landscape"/>',
  );
  expect([...sheet.matchAll(/<row r="[345]" ht="(\d+)"/gu)].map(([, height]) => Number(height))).toEqual([
    34, 79, 409,
  ]);
});

test('a telephone number with a sign is no formula', () => {
  expect(['+86 375-0000000', '-12.5', '+86(375)1/2', 'a=b', ''].map(cellText)).toEqual([
    ...['+86 375-0000000', '-12.5', '+86(375)1/2', 'a=b', ''],
  ]);
  expect(cellText('x'.repeat(40_000)).length).toBe(32_767);
});
