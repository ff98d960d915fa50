import type { Step } from './plan.ts';

/** What a pack's deadlines are kept for: taking up, answering with plans, and connecting what was approved. */
export const CLOCK_KINDS = ['acceptance', 'answer', 'connection'] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];

/** Why a clock may stand; a pack names those it allows. */
export const PAUSE_REASONS = [
  'documents',
  'customer-works',
  'survey-refused',
  'permits',
  'customer-asked',
] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** A stretch in which a clock stands: the days after `from`, up to and with `until`, do not count. */
export interface Pause {
  readonly reason: PauseReason;
  /** What else is to be said, for staff. */
  readonly note: string | null;
  /** ISO days; `null` = it still stands. */
  readonly from: string;
  readonly until: string | null;
  readonly by: string;
  /** `null` = nobody yet. */
  readonly resumedBy: string | null;
}

/** A time limit of a step, as the pack or the plan has it. */
export type ClockStep = Pick<Step, 'name' | 'days' | 'dayKind' | 'rule'>;

/** A deadline clock (时限) of an application. */
export interface Clock {
  /** Number within its application, from 1. */
  readonly number: number;
  readonly kind: ClockKind;
  readonly pack: { readonly id: string; readonly version: number };
  /** One after the other; their limits together are the clock's. */
  readonly steps: readonly ClockStep[];
  /** ISO day; the day itself does not count. */
  readonly startedOn: string;
  /** Last ISO day; `null` = it stands, and has none until it goes on. */
  readonly dueOn: string | null;
  /** The due day was counted through a year whose holidays are not announced. */
  readonly estimated: boolean;
  /** From this ISO day on it is said to be near; `null` as `dueOn`. */
  readonly soonOn: string | null;
  /** ISO day on which what it is kept for was done; `null` = not yet. */
  readonly metOn: string | null;
  /** ISO day on which the application was given up; `null` = it was not. */
  readonly endedOn: string | null;
  readonly pauses: readonly Pause[];
}

/** How a clock stands on a day. */
export type ClockState = 'running' | 'paused' | 'overdue' | 'met' | 'ended';

/** How a clock stands on an ISO day; one that was late before it was paused stays overdue. */
export function clockState({ metOn, endedOn, dueOn }: Clock, today: string): ClockState {
  if (metOn !== null) return 'met';
  if (endedOn !== null) return 'ended';
  if (dueOn === null) return 'paused';
  return dueOn < today ? 'overdue' : 'running';
}
