import type { ApplicationAnswer } from '../../contract/applications.ts';
import type { DocumentAnswer } from '../../contract/documents.ts';
import { call, callBlob } from '../api/call.ts';
import { saveBlob } from '../api/save-blob.ts';
import { useAction } from '../api/use-action.ts';
import { useText } from '../language/use-text.ts';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { SureButton } from '../parts/sure-button.tsx';
import type { Session } from '../session/session.ts';
import { mayTakeOut } from './may.ts';
import { documentText } from './messages/documents.ts';

const TYPE_NAMES = {
  'application/pdf': 'PDF',
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
} as const satisfies Record<DocumentAnswer['type'], string>;

interface DocumentListProps {
  readonly session: Session;
  readonly application: ApplicationAnswer;
  readonly items: readonly DocumentAnswer[];
  readonly onDone: () => void;
}

interface DocumentRowProps extends Omit<DocumentListProps, 'items'> {
  readonly document: DocumentAnswer;
}

const DocumentRow = ({ session, application, document, onDone }: DocumentRowProps) => {
  const { t, word, format } = useText(documentText);
  const { id, name, type, size, addedAs, addedBy, addedAt } = document;
  const path = `/v1/applications/${application.id}/documents/${id}`;
  const get = useAction(async () => {
    saveBlob(await callBlob(session, path), name);
  });
  const takeOut = useAction(async () => {
    await call(session, path, { method: 'DELETE' });
    onDone();
  });
  const failure = get.failure ?? takeOut.failure;
  const facts = [
    TYPE_NAMES[type],
    format.bytes(size),
    t(`by.${addedAs}`),
    ...(addedBy === null ? [] : [addedBy]),
    format.time(addedAt),
  ];
  return (
    <li>
      <div class="paper">
        <b>{word('document', document.document)}</b> <span class="paper-name">{name}</span>
        <p class="soft small">{facts.join(' · ')}</p>
      </div>
      <div class="row no-print">
        <button
          type="button"
          class="button small"
          aria-label={t('get.of', { name })}
          disabled={get.isRunning}
          onClick={get.run}
        >
          {t('get')}
        </button>
        {mayTakeOut(application.status, document, session) && (
          <SureButton
            isSmall
            label={t('takeOut')}
            name={t('takeOut.of', { name })}
            question={t('takeOut.sure', { name })}
            onSure={takeOut.run}
          />
        )}
      </div>
      {failure !== null && <FailureNotice failure={failure} />}
    </li>
  );
};

/** What has been attached, the oldest first, with what the reader may do with it. */
export const DocumentList = ({ items, ...props }: DocumentListProps) => {
  const { t } = useText(documentText);
  return (
    <div class="stack tight">
      <h3>{t('list', { count: items.length })}</h3>
      <ul class="plain papers">
        {items.map((document) => (
          <DocumentRow key={document.id} {...props} document={document} />
        ))}
      </ul>
    </div>
  );
};
