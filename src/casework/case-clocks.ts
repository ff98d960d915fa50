import type { Application, CaseChange, CaseRequest } from '../model/case-book.ts';
import type { CaseState } from '../model/case-words.ts';
import type { Clock, ClockKind, Pause, PauseReason } from '../model/clock.ts';
import type { WorkingCalendar } from '../policy/calendar.ts';
import { dueDay, workingDaysBefore } from '../policy/due-day.ts';
import type { Pack } from '../policy/pack.ts';
import { CaseRefusal } from './case-refusal.ts';
import { stepsBeforePlan } from './clock-steps.ts';
import { wordOf } from './stated-facts.ts';
import { stepTo } from './step-to.ts';
import type { Taking } from './steps.ts';

/** What deadlines are counted with. */
export interface ClockRules {
  readonly calendar: WorkingCalendar;
  readonly packs: readonly Pack[];
  /** Id of the pack for regions that have none of their own. */
  readonly defaultPack: string;
}

/** Why a clock shall stand. */
export interface PauseWish {
  readonly reason: PauseReason;
  readonly note: string | null;
}

/** Steps with the pack that limits them. */
export type Limits = Pick<Clock, 'pack' | 'steps'>;

/** What begins with a state, and what is done with it. */
const BEGINS: Readonly<Partial<Record<CaseState, ClockKind>>> = {
  accepted: 'answer',
  approved: 'connection',
};
const MEETS: Readonly<Partial<Record<CaseState, readonly ClockKind[]>>> = {
  accepted: ['acceptance'],
  offered: ['acceptance', 'answer'],
  connected: ['acceptance', 'answer', 'connection'],
};
const GIVEN_UP: readonly CaseState[] = ['withdrawn', 'expired'];

const isOpen = ({ metOn, endedOn }: Clock): boolean => metOn === null && endedOn === null;

/** The clock that runs or stands; at most one does. */
export const openClock = ({ clocks }: Pick<Application, 'clocks'>): Clock | undefined => clocks.find(isOpen);

const standing = ({ pauses }: Clock): Pause | undefined => pauses.find(({ until }) => until === null);

/** Deadlines of applications: started and met by their steps, paused and resumed by staff. */
export class CaseClocks {
  readonly #rules: ClockRules;

  constructor(rules: ClockRules) {
    this.#rules = rules;
  }

  /** Clocks of a new application; a pack that takes up and answers in one step begins with the answer. */
  first(asked: Pick<Application, 'request' | 'verified'>, taking: Taking): readonly Clock[] {
    const acceptance = this.#beforePlan('acceptance', asked, taking, 1);
    if (acceptance !== null) return [acceptance];
    const answer = this.#beforePlan('answer', asked, taking, 1);
    return answer?.steps.some(({ name }) => name === 'apply-and-answer') === true ? [answer] : [];
  }

  /**
   * Clocks that a step changes: those it meets, ends and starts.
   *
   * @param toConnection limits of the plan that is approved; without them nothing starts at an approval.
   */
  after(
    application: Application,
    { status, set }: CaseChange,
    taking: Taking,
    toConnection: Limits | null = null,
  ): readonly Clock[] {
    if (status === application.status) return [];
    const open = openClock(application);
    const closed = open === undefined ? null : this.#closed(open, status, taking);
    const kind = BEGINS[status];
    const isFree = open === undefined || closed !== null;
    const after = { ...application, ...set };
    const started = kind !== undefined && isFree ? this.#next(kind, after, taking, toConnection) : null;
    return [closed, started].filter((one) => one !== null);
  }

  /** Stops the clock that runs. */
  pause(application: Application, taking: Taking, { reason, note }: PauseWish): CaseChange {
    const status = stepTo(application, 'pause', taking.caller);
    const open = openClock(application);
    if (open === undefined || standing(open) !== undefined)
      throw new CaseRefusal('clock-not-running', {
        received: open === undefined ? 'no clock' : 'paused',
        allowed: 'a clock that runs',
      });
    const { pauses: allowed } = this.#packNamed(open.pack.id).time.clock;
    if (!allowed.includes(reason)) throw new CaseRefusal('pause-not-allowed', { received: reason, allowed });
    const pause: Pause = {
      reason,
      note,
      from: taking.today,
      until: null,
      by: taking.caller.sub,
      resumedBy: null,
    };
    const paused = this.#counted({ ...open, pauses: [...open.pauses, pause] });
    return { action: 'pause', status, clocks: [paused] };
  }

  /** Lets the clock go on that stands. */
  resume(application: Application, taking: Taking): CaseChange {
    const status = stepTo(application, 'resume', taking.caller);
    const open = openClock(application);
    if (open === undefined || standing(open) === undefined)
      throw new CaseRefusal('clock-not-paused', {
        received: open === undefined ? 'no clock' : 'running',
        allowed: 'a clock that stands',
      });
    return { action: 'resume', status, clocks: [this.#resumed(open, taking)] };
  }

  /** The clock that begins with a step, after it. */
  #next(
    kind: ClockKind,
    after: Pick<Application, 'request' | 'verified' | 'clocks'>,
    taking: Taking,
    toConnection: Limits | null,
  ): Clock | null {
    const number = after.clocks.length + 1;
    if (kind !== 'connection') return this.#beforePlan(kind, after, taking, number);
    return toConnection && this.#started(kind, toConnection, taking, number);
  }

  #closed(clock: Clock, status: CaseState, taking: Taking): Clock | null {
    const isMet = MEETS[status]?.includes(clock.kind) === true;
    if (!isMet && !GIVEN_UP.includes(status)) return null;
    const counted = standing(clock) === undefined ? clock : this.#resumed(clock, taking);
    return isMet ? { ...counted, metOn: taking.today } : { ...counted, endedOn: taking.today };
  }

  #resumed(clock: Clock, { caller, today }: Taking): Clock {
    const pauses = clock.pauses.map((pause) =>
      pause.until === null ? { ...pause, until: today, resumedBy: caller.sub } : pause,
    );
    return this.#counted({ ...clock, pauses });
  }

  #beforePlan(
    kind: ClockKind,
    { request, verified }: Pick<Application, 'request' | 'verified'>,
    taking: Taking,
    number: number,
  ): Clock | null {
    const pack = this.#packOf(request);
    const asked = { kind, asOf: taking.today, statedBy: wordOf(request.customer, verified) };
    const steps = stepsBeforePlan(pack, request, asked);
    return this.#started(kind, { pack, steps }, taking, number);
  }

  /** A clock from today on; `null` where nothing limits it. */
  #started(
    kind: ClockKind,
    { pack: { id, version }, steps }: Limits,
    { today }: Taking,
    number: number,
  ): Clock | null {
    if (steps.length === 0) return null;
    return this.#counted({
      number,
      kind,
      pack: { id, version },
      steps,
      startedOn: today,
      dueOn: null,
      estimated: false,
      soonOn: null,
      metOn: null,
      endedOn: null,
      pauses: [],
    });
  }

  /** The same clock with its due day as its pauses make it. */
  #counted(clock: Clock): Clock {
    const { calendar } = this.#rules;
    const due = dueDay(calendar, clock.startedOn, clock.steps, clock.pauses);
    if (due === null) return { ...clock, dueOn: null, soonOn: null, estimated: false };
    const { soonDays } = this.#packNamed(clock.pack.id).time.clock;
    const soonOn = workingDaysBefore(calendar, due.day, soonDays);
    return { ...clock, dueOn: due.day, soonOn, estimated: due.estimated };
  }

  /** An application whose pack is not loaded gets no plans, yet is taken up in time. */
  #packOf({ policy }: CaseRequest): Pack {
    const { packs, defaultPack } = this.#rules;
    return packs.find(({ id }) => id === policy) ?? this.#packNamed(defaultPack);
  }

  /** A clock goes on where its pack is no longer loaded, by the one that regions fall back to. */
  #packNamed(wanted: string): Pack {
    const { packs, defaultPack } = this.#rules;
    const pack = packs.find(({ id }) => id === wanted) ?? packs.find(({ id }) => id === defaultPack);
    if (pack === undefined) throw new Error(`policy pack ${defaultPack} is not loaded`);
    return pack;
  }
}
