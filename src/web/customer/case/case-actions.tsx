import type { ApplicationAnswer } from '../../../contract/applications.ts';
import { call, callBlob } from '../../api/call.ts';
import { type Action, useAction } from '../../api/use-action.ts';
import { language } from '../../language/language.ts';
import { useText } from '../../language/use-text.ts';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import type { Session } from '../../session/session.ts';
import { setQuery } from '../../shell/route.ts';
import { caseText } from '../messages/case.ts';
import { SureButton } from '../../parts/sure-button.tsx';

interface CaseActionsProps {
  readonly session: Session;
  readonly application: ApplicationAnswer;
  readonly onDone: () => void;
}

const EDITABLE = ['draft', 'accepted', 'offered'];
const ENDED = ['connected', 'measured', 'withdrawn', 'expired'];

/** Fetches the reply letter, in the reader's language, and hands it to the browser to keep. */
function useLetter(session: Session, id: string): Action<[]> {
  const [chosenLanguage] = language.use();
  return useAction(async () => {
    const query = { language: chosenLanguage };
    const file = await callBlob(session, `/v1/applications/${id}/reply.pdf`, { query });
    const link = Object.assign(document.createElement('a'), {
      href: URL.createObjectURL(file),
      download: `${id}.pdf`,
    });
    link.click();
    URL.revokeObjectURL(link.href);
  });
}

/** What can be done with a case beside choosing: the letter, changing, giving up. */
export const CaseActions = ({ session, application, onDone }: CaseActionsProps) => {
  const { t } = useText(caseText);
  const { id, status, choice } = application;
  const path = `/v1/applications/${id}`;
  const acting = useAction(async (method: 'POST' | 'DELETE', what: string) => {
    await call(session, `${path}/${what}`, method === 'POST' ? { method, body: {} } : { method });
    onDone();
  });
  const letter = useLetter(session, id);
  const failure = acting.failure ?? letter.failure;
  return (
    <div class="stack tight no-print">
      <div class="row">
        {choice !== null && (
          <button type="button" class="button" disabled={letter.isRunning} onClick={letter.run}>
            {t('reply')}
          </button>
        )}
        {EDITABLE.includes(status) && (
          <button
            type="button"
            class="button"
            onClick={() => {
              setQuery({ edit: '1' });
            }}
          >
            {t('edit')}
          </button>
        )}
        {(status === 'chosen' || status === 'in-review') && (
          <SureButton
            label={t('release')}
            question={t('release.sure')}
            onSure={() => {
              acting.run('DELETE', 'choice');
            }}
          />
        )}
        {!ENDED.includes(status) && (
          <SureButton
            label={t('withdraw')}
            question={t('withdraw.sure')}
            onSure={() => {
              acting.run('POST', 'withdrawal');
            }}
          />
        )}
      </div>
      {failure !== null && <FailureNotice failure={failure} />}
    </div>
  );
};
