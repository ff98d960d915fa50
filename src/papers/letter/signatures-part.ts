import { INK } from '../sheet.ts';
import { BODY, type Letter } from './letter.ts';

const HEIGHT = 96;

/** Two fields, for the company and for the customer, kept on one page. */
export function drawSignatures({ sheet, speaker: { word }, heading }: Letter): void {
  heading('signatures', HEIGHT + 8);
  const width = (sheet.width - 12) / 2;
  const fields = [
    { title: 'utilitySide', line: 'handledBy' },
    { title: 'customerSide', line: 'agreed' },
  ];
  fields.forEach(({ title, line }, i) => {
    const [x, y] = [sheet.left + i * (width + 12), sheet.y];
    sheet.doc.rect(x, y, width, HEIGHT).lineWidth(0.7).stroke(INK.rule);
    const inside = { x: x + 8, width: width - 16 };
    sheet.write(word('letter', title), { ...BODY, bold: true }, { ...inside, y: y + 7 });
    sheet.write(word('letter', line), BODY, { ...inside, y: y + 48 });
    sheet.write(word('letter', 'date'), BODY, { ...inside, y: y + 74 });
  });
  sheet.y += HEIGHT + 6;
}
