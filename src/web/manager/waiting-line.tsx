import type { StaffQueue } from '../../contract/queue.ts';
import { useCall } from '../api/use-call.ts';
import { useText } from '../language/use-text.ts';
import { LoadedView } from '../parts/loaded-view.tsx';
import type { Session } from '../session/session.ts';
import { Link } from '../shell/link.tsx';
import { manager } from './messages/manager.ts';

type Line = StaffQueue['elements'][number];

const ElementLine = ({ line, id }: { readonly line: Line; readonly id: string }) => {
  const { t, word, format } = useText(manager);
  return (
    <li class="card stack tight">
      <h3>
        {word('elementKind', line.kind)} {line.elementId}
      </h3>
      <ol class="waiting">
        {line.waiting.map(({ applicationId, needKva, acceptedAt, status, toldAt }) => (
          <li key={applicationId}>
            {applicationId === id ? (
              <b>{t('queue.this')}</b>
            ) : (
              <Link to={`/manager/cases/${applicationId}`}>{applicationId.slice(0, 8)}</Link>
            )}{' '}
            {t('queue.needs', { kva: format.kva(needKva), time: format.time(acceptedAt) })}{' '}
            <span class="tag">{t(`state.${status}`)}</span>
            {toldAt !== null && <span class="tag good">{t('queue.told')}</span>}
          </li>
        ))}
      </ol>
    </li>
  );
};

/** Who else waits for the room that a case waits for, element by element; nothing where it does not wait. */
export const WaitingLine = ({ session, id }: { readonly session: Session; readonly id: string }) => {
  const { t } = useText(manager);
  const queue = useCall<StaffQueue>(session, `/v1/applications/${id}/queue`);
  return (
    <LoadedView of={queue} lines={1}>
      {({ elements }) =>
        elements.length > 0 && (
          <section class="stack tight">
            <h2>{t('queue')}</h2>
            <p class="soft small">{t('queue.hint')}</p>
            <ul class="plain stack tight">
              {elements.map((line) => (
                <ElementLine key={`${line.kind}/${line.elementId}`} line={line} id={id} />
              ))}
            </ul>
          </section>
        )
      }
    </LoadedView>
  );
};
