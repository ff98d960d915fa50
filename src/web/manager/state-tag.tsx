import type { ApplicationAnswer } from '../../contract/applications.ts';
import { useText } from '../language/use-text.ts';
import { manager } from './messages/manager.ts';

export type CaseState = ApplicationAnswer['status'];

/** States in which somebody still has something to do, in the order of a case's life. */
export const OPEN_STATES = [
  'draft',
  'accepted',
  'offered',
  'chosen',
  'in-review',
  'approved',
  'connected',
] as const satisfies readonly CaseState[];

/** Every state there is. */
export const STATES = [
  ...OPEN_STATES,
  'measured',
  'withdrawn',
  'expired',
] as const satisfies readonly CaseState[];

const TONES: Readonly<Record<CaseState, string>> = {
  draft: 'warn',
  accepted: 'accent',
  offered: 'accent',
  chosen: 'good',
  'in-review': 'warn',
  approved: 'good',
  connected: 'good',
  measured: '',
  withdrawn: '',
  expired: 'bad',
};

/** A state of an application; its words say it, the colour only helps the eye. */
export const StateTag = ({ state }: { readonly state: CaseState }) => {
  const { t } = useText(manager);
  return <span class={`tag ${TONES[state]}`}>{t(`state.${state}`)}</span>;
};
