import { z } from 'zod';
import { day } from './words.ts';

const DAY_MS = 86_400_000;

/** Days since 1970-01-01: what is counted in. */
const toNumber = (isoDay: string): number => Date.parse(isoDay) / DAY_MS;
const toIso = (dayNumber: number): string => new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);

/** Calendar days from one ISO day to another. */
export const daysBetween = (from: string, to: string): number => toNumber(to) - toNumber(from);

/** 1970-01-01 was a Thursday. */
const isWeekend = (dayNumber: number): boolean => (dayNumber + 3) % 7 >= 5;

/** No public holiday lasts longer; a longer span is a slip of the pen. */
const LONGEST_HOLIDAY_DAYS = 15;

const span = z.tuple([day, day]).refine(
  ([first, last]) => {
    const days = daysBetween(first, last) + 1;
    return days >= 1 && days <= LONGEST_HOLIDAY_DAYS;
  },
  { message: `a span runs from its first to its last day, ${LONGEST_HOLIDAY_DAYS} days at most` },
);

const workedWeekend = day.refine((one) => isWeekend(toNumber(one)), {
  message: 'a worked weekend is a Saturday or Sunday',
});

const calendarSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: z.number().int().positive(),
  years: z.record(
    z.string().regex(/^\d{4}$/),
    z.strictObject({
      /** Numbers of the notices that announced the year. */
      notices: z.array(z.string().min(1)).min(1),
      daysOff: z.array(span),
      workedWeekends: z.array(workedWeekend),
    }),
  ),
});

/** Which days are worked: weekdays, but public holidays, and the weekends worked in exchange. */
export interface WorkingCalendar {
  readonly id: string;
  readonly version: number;
  /** Years whose holidays are known. */
  readonly years: ReadonlySet<number>;
  /** In days since 1970-01-01. */
  readonly daysOff: ReadonlySet<number>;
  readonly workedWeekends: ReadonlySet<number>;
}

/** A day counted to, and whether holidays of a year that is not announced may move it. */
export interface CountedDay {
  readonly day: string;
  readonly estimated: boolean;
}

const isWorked = ({ daysOff, workedWeekends }: WorkingCalendar, dayNumber: number): boolean =>
  workedWeekends.has(dayNumber) || (!daysOff.has(dayNumber) && !isWeekend(dayNumber));

/** Whether people work on an ISO day; in a year without data every weekday counts. */
export const isWorkingDay = (calendar: WorkingCalendar, isoDay: string): boolean =>
  isWorked(calendar, toNumber(isoDay));

/** Whether the holidays of every year that two days and those between them lie in are known. */
function isKnown({ years }: WorkingCalendar, first: string, last: string): boolean {
  for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year++)
    if (!years.has(year)) return false;
  return true;
}

/** Whether the holidays of all years are announced that the days after one, up to another, lie in. */
export const isAnnounced = (calendar: WorkingCalendar, after: string, last: string): boolean =>
  isKnown(calendar, toIso(toNumber(after) + 1), last);

/** Part days count whole. */
const whole = (days: number): number => Math.ceil(days - 1e-9);

/**
 * The ISO day on which `days` working days after `from` are over. The day itself does not count; a part of a day counts
 * whole.
 *
 * @cost O(days).
 */
export function addWorkingDays(calendar: WorkingCalendar, from: string, days: number): CountedDay {
  const start = toNumber(from);
  let at = start;
  for (let left = whole(days); left > 0;) if (isWorked(calendar, ++at)) left--;
  const end = toIso(at);
  return { day: end, estimated: at > start && !isAnnounced(calendar, from, end) };
}

/** The same in calendar days: never estimated. */
export const addCalendarDays = (from: string, days: number): CountedDay => ({
  day: toIso(toNumber(from) + whole(days)),
  estimated: false,
});

type CalendarFile = z.infer<typeof calendarSchema>;

function toCalendar({ id, version, years }: CalendarFile): WorkingCalendar {
  const all = Object.values(years);
  const daysOff = all
    .flatMap((year) => year.daysOff)
    .flatMap(([first, last]) =>
      Array.from({ length: daysBetween(first, last) + 1 }, (_, i) => toNumber(first) + i),
    );
  return {
    id,
    version,
    years: new Set(Object.keys(years).map(Number)),
    daysOff: new Set(daysOff),
    workedWeekends: new Set(all.flatMap((year) => year.workedWeekends).map(toNumber)),
  };
}

/** What the file holds that cannot be: days of other years, and days both off and worked. */
function faultsOf(file: CalendarFile): string[] {
  const { daysOff, workedWeekends } = toCalendar(file);
  const both = [...workedWeekends].filter((one) => daysOff.has(one)).map(toIso);
  const foreign = Object.entries(file.years).flatMap(([year, entry]) =>
    [...entry.daysOff.flat(), ...entry.workedWeekends]
      // New Year's holiday may begin in the December before.
      .filter((one) => !one.startsWith(year) && !one.startsWith(`${Number(year) - 1}-12`))
      .map((one) => `  /years/${year}: ${one} lies in another year`),
  );
  return [...both.map((one) => `  /years: ${one} is both off and worked`), ...foreign];
}

/**
 * A working-day calendar from the text of its file.
 *
 * @throws Error naming the file, and the place and reason of every error in it.
 */
export function parseCalendar(file: string, text: string): WorkingCalendar {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Error(`calendar ${file} is not JSON: ${String(cause)}`, { cause });
  }
  const parsed = calendarSchema.safeParse(json);
  const faults = parsed.success
    ? faultsOf(parsed.data)
    : parsed.error.issues.map((issue) => `  /${issue.path.join('/')}: ${issue.message}`);
  if (!parsed.success || faults.length > 0)
    throw new Error(`calendar ${file} is not valid:\n${faults.join('\n')}`);
  return toCalendar(parsed.data);
}
