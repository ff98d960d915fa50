import type { Failure } from '../api/call.ts';
import { useText } from '../language/use-text.ts';
import { issues, problems } from '../messages/problems.ts';
import { shared } from '../messages/shared.ts';

type Issue = Extract<Failure, { kind: 'problem' }>['problem']['errors'][number];

const allowedText = (allowed: Issue['allowed']): string | null =>
  allowed === null ? null : typeof allowed === 'string' ? allowed : allowed.slice(0, 12).join(', ');

const IssueLine = ({ issue, name }: { readonly issue: Issue; readonly name: string }) => {
  const { t } = useText(issues);
  const { t: say } = useText(shared);
  const allowed = allowedText(issue.allowed);
  return (
    <li>
      <b>{name}</b> {t(issue.code)}
      {issue.received !== null && (
        <span class="soft"> · {say('received', { value: String(issue.received) })}</span>
      )}
      {allowed !== null && <span class="soft"> · {say('allowed', { value: allowed })}</span>}
    </li>
  );
};

interface FailureNoticeProps {
  readonly failure: Failure;
  readonly retry?: () => void;
  /** What the reader calls a field, by its JSON pointer; the pointer itself unless told. */
  readonly nameOf?: (pointer: string) => string;
}

/** What went wrong, field by field, and what to do: said aloud by screen readers at once. */
export function FailureNotice({ failure, retry, nameOf = (pointer) => pointer }: FailureNoticeProps) {
  const { t } = useText(shared);
  const { t: explain } = useText(problems);
  const isOffline = failure.kind === 'offline';
  return (
    <div class="notice bad" role="alert">
      <p class="notice-title">{isOffline ? t('offline') : explain(failure.problem.code)}</p>
      {isOffline && <p>{t('offline.hint')}</p>}
      {!isOffline && failure.problem.errors.length > 0 && (
        <ul>
          {failure.problem.errors.map((issue) => (
            <IssueLine key={issue.pointer + issue.code} issue={issue} name={nameOf(issue.pointer)} />
          ))}
        </ul>
      )}
      {!isOffline && failure.retryAfterS !== null && (
        <p>{t('retryAfter', { seconds: failure.retryAfterS })}</p>
      )}
      {!isOffline && failure.problem.status >= 500 && (
        <p class="soft">{t('requestId', { id: failure.problem.requestId })}</p>
      )}
      {retry !== undefined && (
        <button type="button" class="button" onClick={retry}>
          {t('retry')}
        </button>
      )}
    </div>
  );
}
