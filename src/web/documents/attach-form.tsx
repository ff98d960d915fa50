import { useEffect, useRef, useState } from 'preact/hooks';
import { DOCUMENT_BOUNDS, DOCUMENT_KINDS, DOCUMENT_TYPES } from '../../contract/case-choices.ts';
import type { DocumentAnswer } from '../../contract/documents.ts';
import type { Failure } from '../api/call.ts';
import { upload } from '../api/upload.ts';
import { useAction } from '../api/use-action.ts';
import { useText } from '../language/use-text.ts';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { Field } from '../parts/field.tsx';
import { textOf } from '../parts/text-of.ts';
import type { Session } from '../session/session.ts';
import { fileFault } from './file-fault.ts';
import { documentText } from './messages/documents.ts';

interface AttachFormProps {
  readonly session: Session;
  /** Of the documents of the case. */
  readonly path: string;
  /** What is lacking most. */
  readonly lacking: DocumentAnswer['document'];
  readonly onDone: () => void;
}

/** The bytes are not what the file was declared as: what the service says of the body as a whole. */
const isOfContent = (failure: Failure): boolean =>
  failure.kind === 'problem' &&
  failure.problem.code === 'invalid-request' &&
  failure.problem.errors.some(({ pointer, code }) => pointer === '' && code === 'wrong-format');

/** A file on its way: how much of it has gone, and how it is stopped; `null` = none is. */
interface Sending {
  readonly share: number;
  readonly stop: AbortController;
}

/** The file that was sent last, and whether it has arrived. */
interface Last {
  readonly name: string;
  readonly isThere: boolean;
}

/** Sends files one at a time and keeps what became of the last one. */
function useAttach({ session, path, onDone }: AttachFormProps) {
  const [sending, setSending] = useState<Sending | null>(null);
  const [last, setLast] = useState<Last | null>(null);
  const stopLast = useRef<AbortController | null>(null);
  useEffect(() => () => stopLast.current?.abort(), []);
  const attach = useAction(async (document: string, file: File, onSent: () => void) => {
    const { name } = file;
    const stop = new AbortController();
    stopLast.current = stop;
    setLast({ name, isThere: false });
    setSending({ share: 0, stop });
    const told = {
      query: { document, name },
      file,
      signal: stop.signal,
      onSent: (share: number) => {
        setSending({ share, stop });
      },
    };
    const made = await upload<DocumentAnswer>(session, path, told).finally(() => {
      setSending(null);
    });
    if (made === null) return;
    setLast({ name: made.name, isThere: true });
    onSent();
    onDone();
  });
  return { attach, sending, last };
}

const Progress = ({ sending: { share, stop } }: { readonly sending: Sending }) => {
  const { t, format } = useText(documentText);
  const said = t('sending', { percent: format.percent(share) });
  return (
    <div class="row">
      <progress class="attach-progress" max={1} value={share} aria-label={said} />
      <span>{said}</span>
      <button
        type="button"
        class="button small"
        onClick={() => {
          stop.abort();
        }}
      >
        {t('stop')}
      </button>
    </div>
  );
};

/** What is wrong with a file that was chosen, in words; `undefined` = nothing that is seen from here. */
function useFaultOf(): (file: File | null) => string | undefined {
  const { t, format } = useText(documentText);
  return (file) => {
    if (file === null) return t('fault.missing');
    const fault = fileFault(file);
    const [size, most] = [format.bytes(file.size), format.bytes(DOCUMENT_BOUNDS.mostBytes)];
    return fault === null ? undefined : t(`fault.${fault}`, { name: file.name, size, most });
  };
}

/** What became of it, read aloud as it comes. */
const Outcome = ({ last }: { readonly last: Last | null }) => {
  const { t } = useText(documentText);
  return (
    <p role="status" class={last === null ? 'unseen' : 'small'}>
      {last !== null && t(last.isThere ? 'sent' : 'stopped', { name: last.name })}
    </p>
  );
};

const KindField = ({ lacking }: Pick<AttachFormProps, 'lacking'>) => {
  const { t, word } = useText(documentText);
  return (
    <Field label={t('kind')}>
      {(ids) => (
        <select {...ids} key={lacking} name="document">
          {DOCUMENT_KINDS.map((kind) => (
            <option key={kind} value={kind} selected={kind === lacking}>
              {word('document', kind)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
};

interface FileFieldProps {
  readonly fault: string | undefined;
  readonly onChoose: (file: File | null) => void;
}

const FileField = ({ fault, onChoose }: FileFieldProps) => {
  const { t, format } = useText(documentText);
  const hint = t('file.hint', { most: format.bytes(DOCUMENT_BOUNDS.mostBytes) });
  return (
    <Field label={t('file')} hint={hint} fault={fault}>
      {(ids) => (
        <input
          {...ids}
          type="file"
          name="file"
          accept={Object.keys(DOCUMENT_TYPES).join(',')}
          onChange={({ currentTarget }) => {
            onChoose(currentTarget.files?.[0] ?? null);
          }}
        />
      )}
    </Field>
  );
};

/** The file of a form; a field without a choice gives one without a name. */
const fileIn = (data: FormData): File | null => {
  const file = data.get('file');
  return file instanceof File && file.name !== '' ? file : null;
};

/** Takes a document, says before it is sent whether it can be taken, and how far it has come. */
export const AttachForm = (props: AttachFormProps) => {
  const { t } = useText(documentText);
  const faultOf = useFaultOf();
  const [fault, setFault] = useState<string | undefined>(undefined);
  const { attach, sending, last } = useAttach(props);
  const { failure } = attach;
  const send = (form: HTMLFormElement): void => {
    const data = new FormData(form);
    const file = fileIn(data);
    const found = faultOf(file);
    setFault(found);
    if (file === null || found !== undefined) form.querySelector<HTMLElement>('[name=file]')?.focus();
    else
      attach.run(textOf(data, 'document'), file, () => {
        form.reset();
      });
  };
  const isContent = failure !== null && isOfContent(failure);
  const isQuiet = fault === undefined && failure === null && sending === null;
  return (
    <form
      class="card stack tight no-print"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send(event.currentTarget);
      }}
    >
      <h3>{t('add')}</h3>
      <KindField lacking={props.lacking} />
      <FileField
        fault={isContent ? t('fault.content', { name: last?.name ?? '' }) : fault}
        onChoose={(file) => {
          setFault(file === null ? undefined : faultOf(file));
          attach.forget();
        }}
      />
      {failure !== null && !isContent && <FailureNotice failure={failure} />}
      {sending !== null && <Progress sending={sending} />}
      {sending === null && (
        <div>
          <button type="submit" class="button main" disabled={attach.isRunning}>
            {t('send')}
          </button>
        </div>
      )}
      <Outcome last={isQuiet ? last : null} />
    </form>
  );
};
