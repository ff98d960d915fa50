import writeXlsxFile, { type CellObject, type Row } from 'write-excel-file/node';
import { type Speaker, speak } from '../contract/messages/speak.ts';
import type { IsoWeek } from '../model/iso-week.ts';
import type { WeeklyAsk } from '../model/press.ts';
import type { LineLoad, WeeklyRow } from '../model/weekly.ts';
import { cellText } from './cell-text.ts';
import { linesOf } from './lines-of.ts';

/** The eight columns with their widths in characters. */
const COLUMNS = {
  name: 26,
  voltage: 10,
  capacity: 11,
  businessType: 11,
  contact: 18,
  powerSource: 22,
  lineLoad: 44,
  remarks: 22,
} as const;

const NAMES = Object.keys(COLUMNS) as readonly (keyof typeof COLUMNS)[];
const FRAME = { borderStyle: 'thin', borderColor: '#A0A8B0', alignVertical: 'center', wrap: true } as const;

/** Points; a row must be told its height, for LibreOffice finds none by itself. Excel knows none above 409. */
const [LINE_HEIGHT, HIGHEST] = [15, 409];

/** Prints as wide as one page; as many pages long as it takes. */
const onePageWide = {
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transform: (sheet: string): string =>
          sheet
            .replace(/<worksheet[^>]*>/u, '$&<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
            .replace('<pageSetup ', '<pageSetup fitToWidth="1" fitToHeight="0" '),
      },
    },
  },
};

/**
 * The table of the weekly meeting (业扩报装工作情况统计明细表) as XLSX: a title, the eight columns, and a row per case in the
 * order given. No cell holds a formula.
 */
export async function weeklyTable({ rows, week, language }: WeeklyAsk): Promise<Uint8Array> {
  const speaker = speak(language);
  const sheet = [titleOf(week, speaker), headOf(speaker), ...rows.map((row) => cellsOf(row, speaker))];
  const options = {
    sheet: `${week.year}-W${String(week.week).padStart(2, '0')}`,
    columns: NAMES.map((name) => ({ width: COLUMNS[name] })),
    orientation: 'landscape' as const,
    stickyRowsCount: 2,
  };
  const buffer = await writeXlsxFile(sheet, options, { features: [onePageWide] }).toBuffer();
  return new Uint8Array(buffer);
}

function titleOf({ year, week, from, to }: IsoWeek, { say }: Speaker): Row {
  const value = say('weekly', 'title', { year: String(year), week, from, to });
  const title = {
    value,
    type: String,
    fontWeight: 'bold',
    fontSize: 14,
    align: 'center',
    height: 28,
  } as const;
  return [{ ...title, columnSpan: NAMES.length }, ...NAMES.slice(1).map(() => null)];
}

const headOf = ({ word }: Speaker): Row =>
  NAMES.map((name) => ({
    ...FRAME,
    value: word('weekly', name),
    type: String,
    fontWeight: 'bold' as const,
    align: 'center' as const,
    backgroundColor: '#E8EDF2',
  }));

/** Format `@`: a text stays one, also after somebody has edited it. */
const textCell = (text: string): CellObject => ({
  value: cellText(text),
  type: String,
  format: '@',
  ...FRAME,
});

const figureCell = (value: number | null, format: string): CellObject =>
  value === null ? textCell('') : { value, type: Number, format, ...FRAME };

function cellsOf(row: WeeklyRow, speaker: Speaker): Row {
  const cells: Readonly<Record<keyof typeof COLUMNS, CellObject>> = {
    // Who may not know the customer knows the case.
    name: textCell(row.applicant?.name ?? row.id),
    voltage: figureCell(row.voltageKv, '0.###" kV"'),
    capacity: figureCell(row.capacityKva, '#,##0.##'),
    businessType: textCell(speaker.word('businessType', row.businessType)),
    contact: textCell(row.applicant?.contact ?? ''),
    powerSource: textCell(sourcesInWords(row, speaker)),
    lineLoad: textCell(loadsInWords(row, speaker)),
    remarks: textCell(remarksOn(row, speaker)),
  };
  const lines = NAMES.map((name) => linesOf(String(cells[name].value ?? ''), COLUMNS[name]));
  const height = Math.min(HIGHEST, Math.max(...lines) * LINE_HEIGHT + 4);
  return NAMES.map((name) => ({ ...cells[name], height }));
}

const sourcesInWords = ({ sources }: WeeklyRow, { word }: Speaker): string =>
  sources
    .map(({ nodeKind, nodeId }) => `${word('sourceKind', nodeKind)} ${nodeId}`)
    .join(word('weekly', 'between'));

/** Each line once, though two supplies may hang on it. */
function loadsInWords({ sources }: WeeklyRow, speaker: Speaker): string {
  const loads = sources.flatMap(({ load }) => (load === null ? [] : [loadInWords(load, speaker)]));
  return [...new Set(loads)].join(speaker.word('weekly', 'andLine'));
}

function remarksOn({ status, meeting, sources }: WeeklyRow, { word, say }: Speaker): string {
  const isProposed = status === 'offered' && sources.length > 0;
  return [
    word('caseState', status),
    ...(meeting === null ? [] : [say('weekly', 'meeting', { ...meeting })]),
    ...(isProposed ? [word('weekly', 'proposed')] : []),
  ].join(word('weekly', 'between'));
}

/** Peak, rating, share of it, what is promised and what is left; a dash for what is not known. */
function loadInWords(load: LineLoad, { say }: Speaker): string {
  const { elementId, peakKva, ratingKva, committedKva, leftKva, season, asOf } = load;
  const isKnown = peakKva !== null && ratingKva !== null && ratingKva > 0;
  const percent = isKnown ? Math.round((peakKva / ratingKva) * 1000) / 10 : null;
  const figures = { peakKva, ratingKva, percent, committedKva, leftKva };
  return say('weekly', 'load', { elementId, ...figures, season: season ?? 'unspecified', asOf });
}
