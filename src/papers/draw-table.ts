import { INK, type Sheet, type Style } from './sheet.ts';

export interface Column {
  readonly title: string;
  /** Share of the width, in parts of the sum. */
  readonly share: number;
  readonly align?: 'left' | 'center' | 'right';
}

export interface Row {
  readonly cells: readonly string[];
  /** A total. */
  readonly bold?: boolean;
}

const [PAD, SIZE] = [4, 8];
/** A cell of more lines than this is cut with an ellipsis, so that every row fits on a page, points. */
const TALLEST = 240;

/** A table over the whole width; its head is repeated on every page, and no row is torn. */
export function drawTable(sheet: Sheet, columns: readonly Column[], rows: readonly Row[]): void {
  const sum = columns.reduce((all, { share }) => all + share, 0);
  const widths = columns.map(({ share }) => (share / sum) * sheet.width);
  const head: Row = { cells: columns.map(({ title }) => title), bold: true };
  const table = { sheet, columns, widths };
  const [first] = rows;
  sheet.need(heightOf(table, head) + (first === undefined ? 0 : heightOf(table, first)));
  drawRow(table, head, INK.shade);
  for (const row of rows) {
    if (sheet.need(heightOf(table, row))) drawRow(table, head, INK.shade);
    drawRow(table, row, null);
  }
  sheet.y += 8;
}

interface Table {
  readonly sheet: Sheet;
  readonly columns: readonly Column[];
  readonly widths: readonly number[];
}

const styleOf = ({ bold = false }: Row, align: Column['align'] = 'left'): Style => ({
  size: SIZE,
  bold,
  align,
});

function heightOf({ sheet, widths }: Table, row: Row): number {
  const heights = row.cells.map((cell, i) => sheet.measure(cell, styleOf(row), (widths[i] ?? 0) - 2 * PAD));
  return Math.min(TALLEST, Math.max(...heights)) + 2 * PAD;
}

function drawRow(table: Table, row: Row, shade: string | null): void {
  const { sheet, columns, widths } = table;
  const height = heightOf(table, row);
  if (shade !== null) sheet.doc.rect(sheet.left, sheet.y, sheet.width, height).fill(shade);
  let x = sheet.left;
  row.cells.forEach((cell, i) => {
    const width = widths[i] ?? 0;
    const place = { x: x + PAD, y: sheet.y + PAD, width: width - 2 * PAD, height: height - PAD };
    sheet.write(cell, styleOf(row, columns[i]?.align), place);
    x += width;
  });
  sheet.y += height;
  sheet.doc
    .moveTo(sheet.left, sheet.y)
    .lineTo(sheet.left + sheet.width, sheet.y)
    .lineWidth(0.5)
    .stroke(INK.rule);
}
