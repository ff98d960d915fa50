import { type Column, drawTable } from '../draw-table.ts';
import { BODY, figure, type Letter, NOTE, yuan } from './letter.ts';

/** What it costs, line by line, and who pays. */
export function drawBill(letter: Letter): void {
  const { sheet, speaker, plan, heading } = letter;
  const { word } = speaker;
  heading('bill', 90);
  sheet.paragraph(word('letter', 'billNote'), NOTE, 5);
  if (!plan.priced) sheet.paragraph(word('letter', 'notPriced'), { ...BODY, bold: true }, 5);
  if (plan.cost.lines.length > 0) drawLines(letter);
  drawPayers(letter);
  if (plan.cost.payers.undecidedYuan > 0) sheet.paragraph(word('letter', 'undecidedNote'), NOTE, 6);
  drawFees(letter);
}

function drawLines({ sheet, speaker: { word }, plan: { cost } }: Letter): void {
  const title = (key: string): string => word('letter', key);
  const columns: Column[] = [
    { title: '#', share: 5, align: 'right' },
    { title: title('item'), share: 32 },
    { title: title('quantity'), share: 11, align: 'right' },
    { title: title('unit'), share: 8 },
    { title: title('range'), share: 31, align: 'right' },
    { title: title('likely'), share: 17, align: 'right' },
    { title: title('payer'), share: 13 },
  ];
  const rows = cost.lines.map(({ name, quantity, unit, lowYuan, likelyYuan, highYuan, payer }, i) => ({
    cells: [
      String(i + 1),
      name,
      figure(quantity, 2),
      word('unit', unit),
      `${yuan(lowYuan)}–${yuan(highYuan)}`,
      yuan(likelyYuan),
      word('payer', payer),
    ],
  }));
  const total = [
    '',
    title('total'),
    '',
    '',
    `${yuan(cost.lowYuan)}–${yuan(cost.highYuan)}`,
    yuan(cost.likelyYuan),
    '',
  ];
  drawTable(sheet, columns, [...rows, { cells: total, bold: true }]);
}

function drawPayers({ sheet, speaker: { word }, plan: { cost } }: Letter): void {
  const { utilityYuan, governmentYuan, customerYuan, sharedYuan, undecidedYuan } = cost.payers;
  const shares = [
    ['utility', utilityYuan],
    ['government', governmentYuan],
    ['customer', customerYuan],
    ['shared', sharedYuan],
    ['undecided', undecidedYuan],
  ] as const;
  const columns: Column[] = shares.map(([payer]) => ({
    title: word('payer', payer),
    share: 1,
    align: 'right' as const,
  }));
  drawTable(
    sheet,
    [{ title: word('letter', 'payers'), share: 1.1 }, ...columns],
    [{ cells: [word('letter', 'amount'), ...shares.map(([, amount]) => yuan(amount))] }],
  );
}

function drawFees({ sheet, speaker: { word }, plan: { fees } }: Letter): void {
  if (fees.length === 0) {
    sheet.paragraph(word('letter', 'noFees'), BODY);
    return;
  }
  const columns: Column[] = [
    { title: word('letter', 'fee'), share: 36 },
    { title: word('letter', 'status'), share: 30 },
    { title: word('letter', 'amount'), share: 18, align: 'right' },
    { title: word('letter', 'payer'), share: 16 },
  ];
  const rows = fees.map(({ kind, status, amountYuan, payer }) => ({
    cells: [
      word('feeKind', kind),
      word('feeStatus', status),
      amountYuan === null ? '—' : yuan(amountYuan),
      status === 'none' ? '—' : word('payer', payer),
    ],
  }));
  drawTable(sheet, columns, rows);
}
