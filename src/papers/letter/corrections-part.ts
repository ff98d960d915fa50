import type { Override } from '../../model/override.ts';
import { type Column, drawTable } from '../draw-table.ts';
import { NOTE, figure as figured, type Letter, yuan } from './letter.ts';

const shown = (figure: Override['figure'], value: number): string =>
  figure === 'line-likely-yuan' ? yuan(value) : figured(value);

/** Yuan, summed in fen. */
const fen = (value: number): number => Math.round(value * 100);

/** Figures that two members of staff state otherwise, beside those computed; nothing where there are none. */
export function drawCorrections({ sheet, speaker, input, plan, heading }: Letter): void {
  const { word, say } = speaker;
  const { overrides } = input;
  if (overrides.length === 0) return;
  heading('corrections', 80);
  sheet.paragraph(word('letter', 'correctionsNote'), NOTE, 5);
  const columns: Column[] = [
    { title: word('letter', 'item'), share: 34 },
    { title: word('letter', 'computed'), share: 17, align: 'right' },
    { title: word('letter', 'stated'), share: 17, align: 'right' },
    { title: word('letter', 'reason'), share: 40 },
  ];
  const rows = overrides.map(({ figure, line, computed, stated, reason }) => {
    const name = line === null ? '' : (plan.cost.lines[line - 1]?.name ?? '');
    const what = say('overridden', figure, { line, name });
    return { cells: [what, shown(figure, computed), shown(figure, stated), reason] };
  });
  drawTable(sheet, columns, [...rows, ...totalOf({ word, overrides, likelyYuan: plan.cost.likelyYuan })]);
}

/** The likely total with the lines as stated; no row where no line of the bill is. */
function totalOf({
  word,
  overrides,
  likelyYuan,
}: {
  word: Letter['speaker']['word'];
  overrides: readonly Override[];
  likelyYuan: number;
}): { cells: string[]; bold: boolean }[] {
  const lines = overrides.filter(({ figure }) => figure === 'line-likely-yuan');
  if (lines.length === 0) return [];
  const more = lines.reduce((sum, { computed, stated }) => sum + fen(stated) - fen(computed), 0);
  const total = (fen(likelyYuan) + more) / 100;
  return [{ cells: [word('letter', 'total'), yuan(likelyYuan), yuan(total), ''], bold: true }];
}
