/** States of an application; the arrows between them stand in `casework/states.ts`. */
export const CASE_STATES = [
  'draft',
  'accepted',
  'offered',
  'chosen',
  'in-review',
  'approved',
  'connected',
  'measured',
  'withdrawn',
  'expired',
] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** What can be done with an application. */
export const CASE_ACTIONS = [
  'edit',
  'accept',
  'offer',
  'override',
  'choose',
  'release',
  'review',
  'approve',
  'connect',
  'measure',
  'pause',
  'resume',
  'withdraw',
  'notice',
  'expire',
] as const;
export type CaseAction = (typeof CASE_ACTIONS)[number];

/** What an event of an application can be: its creation, what was done with it, or word of room. */
export const CASE_EVENT_KINDS = ['create', ...CASE_ACTIONS, 'room'] as const;
export type CaseEventKind = (typeof CASE_EVENT_KINDS)[number];

/** Who acts on an application: a manager of its region, the customer who owns it, or the service itself. */
export const CASE_ACTORS = ['manager', 'customer', 'system'] as const;
export type CaseActor = (typeof CASE_ACTORS)[number];

/** What is applied for (业务类型): a new supply, more on an existing one, a temporary one. */
export const BUSINESS_TYPES = ['new', 'increase', 'temporary'] as const;
export type BusinessType = (typeof BUSINESS_TYPES)[number];
