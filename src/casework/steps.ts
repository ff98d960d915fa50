import type { Application, CaseChange, CaseScope } from '../model/case-book.ts';
import { CaseRefusal } from './case-refusal.ts';
import { stepTo } from './step-to.ts';

/** Who takes a step, when. */
export interface Taking {
  readonly caller: CaseScope;
  /** ISO time, and the day in Asia/Shanghai. */
  readonly at: string;
  readonly today: string;
}

/** A step: what it changes in an application. Throws a CaseRefusal where it is not possible. */
type StepOf<T = undefined> = (application: Application, taking: Taking, given: T) => CaseChange;

const accept: StepOf = (application, { caller }) => ({
  action: 'accept',
  status: stepTo(application, 'accept', caller),
});

const withdraw: StepOf = (application, { caller }) => ({
  action: 'withdraw',
  status: stepTo(application, 'withdraw', caller),
  endsChoice: true,
  set: { validUntil: null },
});

/** The offers that stand can be chosen from again. */
const release: StepOf = (application, { caller }) => ({
  action: 'release',
  status: stepTo(application, 'release', caller),
  endsChoice: true,
  set: { validUntil: null },
});

const review: StepOf = (application, { caller, at }) => {
  const status = stepTo(application, 'review', caller);
  const signatures = application.choice?.signatures ?? [];
  if (signatures.some(({ by }) => by === caller.sub))
    throw new CaseRefusal('second-person', { received: caller.sub, allowed: 'another person' });
  return { action: 'review', status, signature: { by: caller.sub, at } };
};

/** Signatures under a review, each by another person. */
export const SIGNATURES = 2;

const approve: StepOf = (application, { caller }) => {
  const status = stepTo(application, 'approve', caller);
  const { review: asked = 'none', signatures = [] } = application.choice ?? {};
  const isReviewed = application.status === 'chosen' ? asked === 'none' : signatures.length >= SIGNATURES;
  if (!isReviewed)
    throw new CaseRefusal('review-missing', {
      received: signatures.length,
      allowed: `${asked === 'none' ? 'the review that was begun' : asked}: ${SIGNATURES} signatures`,
    });
  return { action: 'approve', status };
};

const checkPast = (day: string, today: string): void => {
  if (day > today) throw new CaseRefusal('day-not-reached', { received: day, allowed: `… ${today}` });
};

/** Yuan as whole fen; `null` = not yet known. */
const settled = (finalCostYuan: number | null): { finalFen?: number } =>
  finalCostYuan === null ? {} : { finalFen: Math.round(finalCostYuan * 100) };

/** Taken again for the rest of a staged supply, when all of it is switched on, or to correct that day. */
const connect: StepOf<{ connectedOn: string; finalCostYuan?: number | null }> = (
  application,
  { caller, today },
  { connectedOn, finalCostYuan = null },
) => {
  checkPast(connectedOn, today);
  const status = stepTo(application, 'connect', caller);
  const isRest = application.status !== 'approved';
  if (isRest && application.choice?.planKind !== 'staged')
    throw new CaseRefusal('wrong-state', { received: application.status, allowed: ['approved'] });
  return Object.assign(isRest ? { laterConnectedOn: connectedOn } : { connectedOn }, {
    action: 'connect' as const,
    status,
    set: { validUntil: null },
    outcome: settled(finalCostYuan),
    note: { connectedOn, finalCostYuan, ...(isRest ? { stages: 'later' } : {}) },
  });
};

/** Taken again for a later reading, a final cost that comes late, or to correct either. */
const measure: StepOf<{ measuredOn: string; peakKva: number; finalCostYuan?: number | null }> = (
  application,
  { caller, today },
  { measuredOn, peakKva, finalCostYuan = null },
) => {
  checkPast(measuredOn, today);
  return {
    action: 'measure',
    status: stepTo(application, 'measure', caller),
    outcome: Object.assign(settled(finalCostYuan), { measured: { on: measuredOn, kva: peakKva } }),
    note: { measuredOn, peakKva, finalCostYuan },
  };
};

/** The day of an application is near. */
const notice: StepOf = (application, { caller }) => ({
  action: 'notice',
  status: stepTo(application, 'notice', caller),
  set: { noticedFor: application.validUntil },
  note: { validUntil: application.validUntil },
});

/** The day of an application has passed. */
const expire: StepOf = (application, { caller }) => ({
  action: 'expire',
  status: stepTo(application, 'expire', caller),
  endsChoice: true,
});

/** Steps after which nothing has to be computed. */
export const STEPS = { accept, withdraw, release, review, approve, connect, measure, notice, expire };
