import writeXlsxFile, { type CellObject, type Row } from 'write-excel-file/node';
import { type Speaker, speak } from '../../contract/messages/speak.ts';
import {
  PUBLICATION_COLUMNS,
  type PublicationColumn,
  type PublicationFileAsk,
  type PublicationRow,
} from '../../model/publication-file.ts';
import { PUBLISHED_KINDS } from '../../model/grid-figures.ts';
import { cellText } from '../cell-text.ts';
import { timelessZip } from '../timeless-zip.ts';
import { toldCell } from './told-cell.ts';

const SHEETS = { feeder: 'feeders', 'distribution-transformer': 'transformers' } as const;
const FORMATS = { kva: '#,##0.##', share: '0.0%' } as const;
/** Widths in characters. */
const WIDTHS = { text: 18, boolean: 10, kva: 14, share: 10 } as const;
const REASON_WIDTH = 60;

const textCell = (text: string): CellObject => ({ value: cellText(text), type: String, format: '@' });

function figureCell(value: string | number | null, column: PublicationColumn): CellObject | null {
  if (value === null) return null;
  const type = PUBLICATION_COLUMNS[column];
  return typeof value === 'number' && (type === 'kva' || type === 'share')
    ? { value, type: Number, format: FORMATS[type] }
    : textCell(String(value));
}

const headOf = (columns: readonly PublicationColumn[], { word }: Speaker): Row =>
  columns.map((column) => ({
    value: word('publication', column),
    type: String,
    fontWeight: 'bold' as const,
    wrap: true,
    backgroundColor: '#E8EDF2',
  }));

const widthOf = (column: PublicationColumn): number =>
  column === 'because' ? REASON_WIDTH : WIDTHS[PUBLICATION_COLUMNS[column]];

/**
 * A published month as XLSX: a sheet of feeders and one of transformers, each with its heading frozen; figures are figures,
 * no cell holds a formula.
 */
export async function publicationXlsx({
  language,
  publication,
  columns,
  rows,
}: PublicationFileAsk): Promise<Uint8Array> {
  const speaker = speak(language);
  const { month, region, asOf, dataAsOf, dataVersion, ledgerVersion, pack } = publication;
  const title = speaker.say('publication', 'title', { month });
  const from = { region, asOf, dataAsOf, dataVersion, ledgerVersion, policy: `${pack.id} v${pack.version}` };
  const above: Row[] = [
    [{ value: title, type: String, fontWeight: 'bold', fontSize: 14 }],
    [{ value: speaker.say('publication', 'from', from), type: String }],
    headOf(columns, speaker),
  ];
  const rowOf = (row: PublicationRow): Row =>
    columns.map((column) => figureCell(toldCell(row, column, speaker), column));
  const buffer = await writeXlsxFile(
    PUBLISHED_KINDS.map((kind) => ({
      data: [...above, ...rows.filter((row) => row.kind === kind).map(rowOf)],
      sheet: speaker.word('publication', SHEETS[kind]),
      columns: columns.map((column) => ({ width: widthOf(column) })),
      stickyRowsCount: above.length,
    })),
  ).toBuffer();
  return timelessZip(new Uint8Array(buffer));
}
