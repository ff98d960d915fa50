import type { ApplicationAnswer } from '../../contract/applications.ts';
import { callBlob } from '../api/call.ts';
import { saveBlob } from '../api/save-blob.ts';
import { useAction } from '../api/use-action.ts';
import { language } from '../language/language.ts';
import { useText } from '../language/use-text.ts';
import { manager } from './messages/manager.ts';
import { FailureNotice } from '../parts/failure-notice.tsx';
import type { Session } from '../session/session.ts';

/** The reply letter of the plan that was chosen, in the reader's language. */
export const ReplyLetter = ({
  session,
  file,
}: {
  readonly session: Session;
  readonly file: ApplicationAnswer;
}) => {
  const { t } = useText(manager);
  const [chosen] = language.use();
  const get = useAction(async () => {
    const letter = await callBlob(session, `/v1/applications/${file.id}/reply.pdf`, {
      query: { language: chosen },
    });
    saveBlob(letter, `${file.applicant.name}-${file.id}.pdf`);
  });
  return (
    <div class="stack tight">
      <button
        type="button"
        class="button"
        disabled={get.isRunning}
        onClick={() => {
          get.run();
        }}
      >
        {t('plan.reply')}
      </button>
      {get.failure !== null && <FailureNotice failure={get.failure} />}
    </div>
  );
};
