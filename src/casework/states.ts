import type { CaseAction, CaseActor, CaseState } from '../model/case-words.ts';

/** One arrow of the life of an application. */
export interface Transition {
  readonly action: CaseAction;
  readonly from: readonly CaseState[];
  /** `same` = the state stays. */
  readonly to: CaseState | 'same';
  readonly by: readonly CaseActor[];
  /** What has to hold besides, for reading; the steps themselves check it. */
  readonly where: string;
}

const BOTH = ['manager', 'customer'] as const;
const BEFORE_APPROVED = ['draft', 'accepted', 'offered', 'chosen', 'in-review'] as const;
const BEFORE_CONNECTED = [...BEFORE_APPROVED, 'approved'] as const;

/** Who may do what with an application in which state, and what becomes of it. The first that fits holds. */
export const TRANSITIONS: readonly Transition[] = [
  { action: 'edit', from: ['draft'], to: 'same', by: BOTH, where: '' },
  {
    action: 'edit',
    from: ['accepted', 'offered'],
    to: 'accepted',
    by: BOTH,
    where: 'what is asked for changes: earlier offers lapse; else the state stays',
  },
  { action: 'accept', from: ['draft'], to: 'accepted', by: ['manager'], where: '' },
  { action: 'offer', from: ['accepted', 'offered'], to: 'offered', by: BOTH, where: '' },
  { action: 'offer', from: BEFORE_APPROVED, to: 'same', by: BOTH, where: 'for comparison' },
  {
    action: 'override',
    from: ['offered', 'chosen', 'in-review'],
    to: 'same',
    by: ['manager'],
    where: 'a figure of an offered plan is stated otherwise, or that is signed by another person',
  },
  {
    action: 'choose',
    from: ['offered'],
    to: 'chosen',
    by: BOTH,
    where:
      'the offer stands and the plan still has room; a plan with unknown figures: a manager, with a reason',
  },
  { action: 'release', from: ['chosen', 'in-review'], to: 'offered', by: BOTH, where: 'the hold ends' },
  { action: 'review', from: ['chosen'], to: 'in-review', by: ['manager'], where: 'first signature' },
  {
    action: 'review',
    from: ['in-review'],
    to: 'same',
    by: ['manager'],
    where: 'second signature, by another person',
  },
  {
    action: 'approve',
    from: ['chosen'],
    to: 'approved',
    by: ['manager'],
    where: 'the policy asks for no review',
  },
  { action: 'approve', from: ['in-review'], to: 'approved', by: ['manager'], where: 'signed twice' },
  { action: 'connect', from: ['approved'], to: 'connected', by: ['manager'], where: '' },
  {
    action: 'connect',
    from: ['connected', 'measured'],
    to: 'same',
    by: ['manager'],
    where: 'of a staged plan, when the rest of it is switched on',
  },
  { action: 'measure', from: ['connected'], to: 'measured', by: ['manager'], where: '' },
  {
    action: 'measure',
    from: ['measured'],
    to: 'same',
    by: ['manager'],
    where: 'a later reading or final cost, or a correction',
  },
  {
    action: 'pause',
    from: ['draft', 'accepted', 'approved'],
    to: 'same',
    by: ['manager'],
    where: 'a clock runs; for a reason that the pack allows',
  },
  {
    action: 'resume',
    from: ['draft', 'accepted', 'approved'],
    to: 'same',
    by: ['manager'],
    where: 'a clock stands',
  },
  { action: 'withdraw', from: BEFORE_CONNECTED, to: 'withdrawn', by: BOTH, where: 'a hold ends' },
  {
    action: 'notice',
    from: ['offered', 'chosen', 'in-review', 'approved'],
    to: 'same',
    by: ['system'],
    where: 'its last day is near; told once for each last day',
  },
  {
    action: 'expire',
    from: BEFORE_CONNECTED,
    to: 'expired',
    by: ['system'],
    where: 'its day has passed; a hold ends',
  },
];

/** The state after an action; `null` = this actor may not do it in this state. */
export function nextState(from: CaseState, action: CaseAction, actor: CaseActor): CaseState | null {
  const found = TRANSITIONS.find(
    (one) => one.action === action && one.from.includes(from) && one.by.includes(actor),
  );
  if (found === undefined) return null;
  return found.to === 'same' ? from : found.to;
}

/** States in which an actor may do something; empty = never. */
export const statesFor = (action: CaseAction, actor: CaseActor): readonly CaseState[] => [
  ...new Set(
    TRANSITIONS.filter((one) => one.action === action && one.by.includes(actor)).flatMap(({ from }) => from),
  ),
];
