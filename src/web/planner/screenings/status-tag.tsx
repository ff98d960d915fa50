import type { ScreeningAnswer } from '../../../contract/screenings.ts';
import { useText } from '../../language/use-text.ts';
import { screenings } from '../messages/screenings.ts';

const TONES: Readonly<Record<ScreeningAnswer['status'], string>> = {
  receiving: '',
  running: 'accent',
  done: 'good',
  cancelled: 'warn',
  failed: 'bad',
};

/** How far a screening has come, in a word. */
export const StatusTag = ({ status }: Pick<ScreeningAnswer, 'status'>) => {
  const { t } = useText(screenings);
  return <span class={`tag ${TONES[status]}`}>{t(`status.${status}`)}</span>;
};
