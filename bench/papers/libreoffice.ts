/**
 * Whether LibreOffice reads the weekly table as it was meant: `npm run check:xlsx`. Ends with 0 when it does, with 1 when
 * a cell differs or LibreOffice is missing (`apt-get install libreoffice-calc`).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { isoWeek } from '../../src/model/iso-week.ts';
import type { LineLoad, WeeklyRow } from '../../src/model/weekly.ts';
import { weeklyTable } from '../../src/papers/weekly-table.ts';

const OUTLET: LineLoad = {
  ...{ elementId: 'c0-f13', ratingKva: 10_392.3, peakKva: 4665.7 },
  ...{ committedKva: 65, leftKva: 2953.14, season: 'summer', asOf: '2026-08-18' },
};
const ROWS: readonly WeeklyRow[] = [
  {
    ...{ id: '0196', applicant: { name: '青禾县禾丰粮油加工有限公司', contact: '0375-0000000' } },
    ...{ businessType: 'new', status: 'in-review', voltageKv: 10, capacityKva: 630 },
    sources: [{ nodeKind: 'pole', nodeId: 'c0-f13-n013', load: OUTLET }],
    meeting: { signatures: 1, needed: 2 },
  },
  {
    ...{ id: '0197', applicant: { name: '=HYPERLINK("http://x")', contact: '+86 375-0000000' } },
    ...{ businessType: 'temporary', status: 'accepted', voltageKv: 0.38, capacityKva: 21.06 },
    ...{ sources: [], meeting: null },
  },
];
const EXPECTED = [
  ['业扩报装工作情况统计明细表（2026 年第 47 周，2026-11-16 至 2026-11-22）', '', '', '', '', '', '', ''],
  ['户名', '报装电压', '容量 kVA', '业务类型', '联系方式', '拟接入电源点', '线路负载情况', '备注'],
  [
    ...['青禾县禾丰粮油加工有限公司', '10 kV', '630', '新装', '0375-0000000', '杆塔 c0-f13-n013'],
    'c0-f13：最大负荷 4,665.7 kVA（夏季，2026-08-18），额定 10,392.3 kVA，负载率 44.9 %；在途 65 kVA，剩余 2,953.14 kVA',
    '审核中；提交周例会审核，已签字 1/2',
  ],
  ['\'=HYPERLINK("http://x")', '0.38 kV', '21.06', '临时用电', '+86 375-0000000', '', '', '已受理'],
];

/** UTF-8, commas, cells as they are shown. */
const CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false';

function readByLibreOffice(file: Uint8Array): string[][] {
  const folder = mkdtempSync(join(tmpdir(), 'jiedian-xlsx-'));
  try {
    writeFileSync(join(folder, 'weekly.xlsx'), file);
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const args = [
      profile,
      '--headless',
      '--convert-to',
      CSV,
      '--outdir',
      folder,
      join(folder, 'weekly.xlsx'),
    ];
    const { error, status, stderr } = spawnSync('soffice', args, { encoding: 'utf8', timeout: 120_000 });
    if (error !== undefined || status !== 0)
      throw new Error(
        `LibreOffice does not run: ${error?.message ?? stderr}; apt-get install libreoffice-calc`,
      );
    return parse(readFileSync(join(folder, 'weekly.csv')), { bom: true, relax_column_count: true });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const week = isoWeek(2026, 47);
if (week === null) throw new Error('2026 has a week 47');
const found = readByLibreOffice(await weeklyTable({ rows: ROWS, week, language: 'zh' }));
const [seen, meant] = [JSON.stringify(found), JSON.stringify(EXPECTED)];
console.log(
  seen === meant
    ? 'LibreOffice reads the weekly table as it was meant'
    : `LibreOffice reads ${seen}\ninstead of ${meant}`,
);
process.exitCode = seen === meant ? 0 : 1;
