import type { PublicationAnswer } from '../../../contract/publications.ts';
import { call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { useText } from '../../language/use-text.ts';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { SureButton } from '../../parts/sure-button.tsx';
import type { Session } from '../../session/session.ts';
import { publications } from '../messages/publications.ts';

interface PublishMonthProps {
  readonly session: Session;
  readonly region: string;
  readonly month: string;
  readonly onDone: (month: string) => void;
}

/** Freezes a month: asked once more, because nothing takes it back. */
export const PublishMonth = ({ session, region, month, onDone }: PublishMonthProps) => {
  const { t } = useText(publications);
  const publish = useAction(async () => {
    await call<PublicationAnswer>(session, '/v1/publications', { method: 'POST', body: { region, month } });
    onDone(month);
  });
  return (
    <div class="stack tight no-print">
      {publish.isRunning ? (
        <p role="status" class="soft">
          {t('publishing')}
        </p>
      ) : (
        <div>
          <SureButton
            label={t('publish', { month })}
            question={t('publish.sure', { month })}
            onSure={publish.run}
          />
        </div>
      )}
      {publish.failure !== null && <FailureNotice failure={publish.failure} />}
    </div>
  );
};
