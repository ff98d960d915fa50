import type { CaseState } from './state-tag.tsx';

/** A step of the state table that a manager takes by a button of its own; a choice is made at its plan. */
export type CaseAction = 'accept' | 'review' | 'approve' | 'connect' | 'measure' | 'release' | 'withdraw';

/** What a step needs said: days and figures, by the names of its body. */
export interface StepForm {
  readonly path: string;
  readonly method: 'POST' | 'DELETE';
  readonly fields: readonly {
    readonly name: 'connectedOn' | 'measuredOn' | 'peakKva';
    readonly type: 'date' | 'number';
  }[];
  /** The step takes something away: it is asked again. */
  readonly isSure: boolean;
}

const plain = (path: string): StepForm => ({ path, method: 'POST', fields: [], isSure: true });

/** Every step with its route below the application. */
export const STEP_FORMS: Readonly<Record<CaseAction, StepForm>> = {
  accept: plain('acceptance'),
  review: plain('review'),
  approve: plain('approval'),
  connect: {
    path: 'connection',
    method: 'POST',
    fields: [{ name: 'connectedOn', type: 'date' }],
    isSure: true,
  },
  measure: {
    path: 'measurement',
    method: 'POST',
    fields: [
      { name: 'measuredOn', type: 'date' },
      { name: 'peakKva', type: 'number' },
    ],
    isSure: true,
  },
  release: { path: 'choice', method: 'DELETE', fields: [], isSure: false },
  withdraw: { path: 'withdrawal', method: 'POST', fields: [], isSure: false },
};

/** What a manager may do in a state, the next step of the case first. A test holds it equal to the state table. */
export const ACTIONS: Readonly<Record<CaseState, readonly CaseAction[]>> = {
  draft: ['accept', 'withdraw'],
  accepted: ['withdraw'],
  offered: ['withdraw'],
  chosen: ['review', 'approve', 'release', 'withdraw'],
  'in-review': ['review', 'approve', 'release', 'withdraw'],
  approved: ['connect', 'withdraw'],
  connected: ['measure', 'connect'],
  measured: ['measure', 'connect'],
  withdrawn: [],
  expired: [],
};
