import type { ReplyPlan } from '../reply-input.ts';

/** Whether the planners of the higher grid have to review it first: nothing is settled yet. */
export const isReferral = ({ kind }: ReplyPlan): boolean => kind === 'hv-referral';
