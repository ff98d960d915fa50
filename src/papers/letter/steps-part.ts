import { type Column, drawTable } from '../draw-table.ts';
import { BODY, type Letter } from './letter.ts';

const DURATIONS = { working: 'workingDays', calendar: 'naturalDays' } as const;

/** What is done until the power is on, with days, and the permits it takes. */
export function drawSteps({ sheet, speaker, plan, heading }: Letter): void {
  const { word, say } = speaker;
  const title = (key: string): string => word('letter', key);
  heading('steps', 80);
  const columns: Column[] = [
    { title: title('step'), share: 34 },
    { title: title('duration'), share: 16 },
    { title: title('from'), share: 13 },
    { title: title('to'), share: 13 },
    { title: title('remark'), share: 24 },
  ];
  const rows = plan.steps.map(({ name, days, dayKind, from, to, estimated }) => ({
    cells: [
      word('step', name),
      say('letter', DURATIONS[dayKind], { days }),
      from,
      to,
      estimated ? title('estimated') : '',
    ],
  }));
  const whole = say('letter', 'calendarDays', { days: plan.totalCalendarDays });
  const total = { cells: [title('planned'), whole, '', '', ''], bold: true };
  drawTable(sheet, columns, [...rows, total]);
  drawApprovals({ sheet, speaker, plan });
}

function drawApprovals({ sheet, speaker, plan }: Pick<Letter, 'sheet' | 'speaker' | 'plan'>): void {
  const { word, say } = speaker;
  if (plan.approvals.length === 0) {
    sheet.paragraph(word('letter', 'noApprovals'), BODY);
    return;
  }
  sheet.need(80);
  sheet.paragraph(word('letter', 'approvals'), { size: 9.5, bold: true }, 5);
  const columns: Column[] = [
    { title: word('letter', 'approval'), share: 50 },
    { title: word('letter', 'approvalMode'), share: 30 },
    { title: word('letter', 'duration'), share: 20 },
  ];
  const rows = plan.approvals.map(({ name, mode, days, dayKind }) => ({
    cells: [word('approval', name), word('approvalMode', mode), say('letter', DURATIONS[dayKind], { days })],
  }));
  drawTable(sheet, columns, rows);
}
