import type { ApplicationAnswer } from '../../contract/applications.ts';
import type { DocumentAnswer, DocumentsAnswer } from '../../contract/documents.ts';
import { call } from '../api/call.ts';
import { useLoaded } from '../api/use-loaded.ts';
import { useText } from '../language/use-text.ts';
import { Empty } from '../parts/empty.tsx';
import { LoadedView } from '../parts/loaded-view.tsx';
import type { Session } from '../session/session.ts';
import { AttachForm } from './attach-form.tsx';
import { BringList } from './bring-list.tsx';
import { DocumentList } from './document-list.tsx';
import './documents.css';
import { ATTACH_IN } from './may.ts';
import { documentText } from './messages/documents.ts';

interface DocumentsProps {
  readonly session: Session;
  readonly application: ApplicationAnswer;
  /** The application has changed by what was done here. */
  readonly onDone: () => void;
}

/** What has to be brought and is not there yet, the most urgent first. */
const lackingIn = ({ bring, items }: DocumentsAnswer): DocumentAnswer['document'] => {
  const lacking = bring.filter(
    ({ document, way }) => way !== 'shared' && !items.some((one) => one.document === document),
  );
  return (lacking.find(({ way }) => way === 'bring') ?? lacking[0])?.document ?? 'other';
};

/** The documents of a case: what the policy asks for, what is there, and more to be added as long as that goes. */
export const Documents = ({ session, application, onDone }: DocumentsProps) => {
  const { t } = useText(documentText);
  const path = `/v1/applications/${application.id}/documents`;
  const documents = useLoaded(session, `${path} ${application.version}`, (signal) =>
    call<DocumentsAnswer>(session, path, { signal }),
  );
  const isOpen = ATTACH_IN.includes(application.status);
  return (
    <section id="documents" class="stack" tabIndex={-1} aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <LoadedView of={documents} lines={3}>
        {(answer) => (
          <>
            {isOpen && <BringList {...answer} />}
            {answer.items.length === 0 ? (
              <Empty title={t('none')}>
                <p>{t(isOpen ? 'none.hint' : 'none.closed')}</p>
              </Empty>
            ) : (
              <DocumentList
                session={session}
                application={application}
                items={answer.items}
                onDone={onDone}
              />
            )}
            {isOpen && (
              <AttachForm session={session} path={path} lacking={lackingIn(answer)} onDone={onDone} />
            )}
            {!isOpen && answer.items.length > 0 && <p class="soft small">{t('closed')}</p>}
          </>
        )}
      </LoadedView>
    </section>
  );
};
