import { z } from 'zod';
import { isoWeek, weeksIn } from '../model/iso-week.ts';
import { regionId } from './figures.ts';
import { words } from './words.ts';

const [FIRST_YEAR, LAST_YEAR] = [2000, 2099];
const two = (week: number): string => String(week).padStart(2, '0');

/** A week as a query names it, `2026-W47` (ISO 8601), with its days. */
export const reportWeek = z
  .string()
  .regex(/^\d{4}-W\d{2}$/u, { abort: true })
  .transform((text, context) => {
    const [year, week] = [Number(text.slice(0, 4)), Number(text.slice(6))];
    const isYear = year >= FIRST_YEAR && year <= LAST_YEAR;
    const found = isYear ? isoWeek(year, week) : null;
    if (found !== null) return found;
    const [first, last] = isYear ? [year, year] : [FIRST_YEAR, LAST_YEAR];
    const allowed = `${first}-W01…${last}-W${two(weeksIn(last))}`;
    context.addIssue({ code: 'custom', params: { code: 'out-of-range', allowed } });
    return z.NEVER;
  })
  .meta({ description: 'Week of ISO 8601, Monday to Sunday: `2026-W47`.', example: '2026-W47' });

/** Media type of a workbook. */
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Query of `GET /v1/reports/weekly.xlsx`. */
export const weeklyQuery = z.strictObject({
  region: regionId.optional().meta({ description: 'Needed where the token has several regions.' }),
  week: reportWeek,
  language: words('Language of the table.', { zh: 'In Chinese.', en: 'In English.' }).default('zh'),
});
