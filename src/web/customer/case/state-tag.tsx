import type { ApplicationAnswer } from '../../../contract/applications.ts';
import { useText } from '../../language/use-text.ts';
import { caseText } from '../messages/case.ts';

type State = ApplicationAnswer['status'];

const LOOK: Readonly<Record<State, string>> = {
  draft: 'warn',
  accepted: 'accent',
  offered: 'accent',
  chosen: 'good',
  'in-review': 'good',
  approved: 'good',
  connected: 'good',
  measured: 'good',
  withdrawn: '',
  expired: '',
};

/** The state of an application in the customer's words. */
export const StateTag = ({ state }: { readonly state: State }) => {
  const { t } = useText(caseText);
  return <span class={`tag ${LOOK[state]}`}>{t(`state.${state}`)}</span>;
};
