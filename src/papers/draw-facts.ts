import { INK, type Sheet, type Style } from './sheet.ts';

/** A name and its value, as forms have them. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** Takes the whole line. */
  readonly wide?: boolean;
}

const [PAD, LABEL] = [5, 88];
const TALLEST = 240;
const [OF_LABEL, OF_VALUE]: [Style, Style] = [{ size: 8.5, color: INK.faint }, { size: 9 }];

/** Facts in boxes, two to a line. */
export function drawFacts(sheet: Sheet, facts: readonly Fact[]): void {
  for (const line of inLines(facts)) drawLine(sheet, line);
  sheet.y += 8;
}

function inLines(facts: readonly Fact[]): Fact[][] {
  const lines: Fact[][] = [];
  for (const fact of facts) {
    const open = lines.at(-1);
    const fits = open?.length === 1 && open[0]?.wide !== true && fact.wide !== true;
    if (fits) open.push(fact);
    else lines.push([fact]);
  }
  return lines;
}

function drawLine(sheet: Sheet, line: readonly Fact[]): void {
  const width = sheet.width / line.length;
  const inner = width - LABEL - 2 * PAD;
  const heights = line.flatMap(({ label, value }) => [
    sheet.measure(label, OF_LABEL, LABEL - 2 * PAD),
    sheet.measure(value, OF_VALUE, inner),
  ]);
  const height = Math.min(TALLEST, Math.max(...heights)) + 2 * PAD;
  sheet.need(height);
  const { doc, y } = sheet;
  line.forEach(({ label, value }, i) => {
    const x = sheet.left + i * width;
    doc.rect(x, y, LABEL, height).fill(INK.shade);
    doc.rect(x, y, width, height).lineWidth(0.5).stroke(INK.rule);
    sheet.write(label, OF_LABEL, { x: x + PAD, y: y + PAD, width: LABEL - 2 * PAD });
    sheet.write(value, OF_VALUE, { x: x + LABEL + PAD, y: y + PAD, width: inner, height: height - PAD });
  });
  sheet.y += height;
}
