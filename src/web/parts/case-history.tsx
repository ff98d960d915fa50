import { useEffect, useRef, useState } from 'preact/hooks';
import type { CaseEventAnswer } from '../../contract/case-events.ts';
import { followCase } from '../api/follow-case.ts';
import { useText } from '../language/use-text.ts';
import { historyText } from '../messages/history.ts';
import type { Session } from '../session/session.ts';

interface CaseHistoryProps {
  readonly session: Session;
  readonly id: string;
  /** Version of the application that is shown. */
  readonly version: number;
  /** Something has happened that the application on show does not know of. */
  readonly onNews: () => void;
}

/** What has happened to an application, the newest first; it goes on by itself, and says what is new. */
export const CaseHistory = ({ session, id, version, onNews }: CaseHistoryProps) => {
  const { t, format } = useText(historyText);
  const [events, setEvents] = useState<readonly CaseEventAnswer[]>([]);
  const shown = useRef({ version, onNews });
  shown.current = { version, onNews };
  const [news, setNews] = useState<CaseEventAnswer | null>(null);
  useEffect(() => {
    setEvents([]);
    return followCase(session, id, (event) => {
      setEvents((before) => [event, ...before]);
      const isNew = event.version > shown.current.version;
      // Who did it has seen it; word of room stays until something else happens.
      setNews(event.kind === 'room' || (isNew && event.by !== session.role) ? event : null);
      if (isNew) shown.current.onNews();
    });
  }, [session.token, id]);
  const said = ({ kind, by }: CaseEventAnswer) => ({ what: t(`kind.${kind}`), by: t(`by.${by}`) });
  return (
    <section class="stack tight">
      <p role="status" class={news === null ? 'unseen' : 'notice good'}>
        {news !== null && t('news', said(news))}
      </p>
      {events.length > 0 && (
        <details>
          <summary>{t('title', { count: events.length })}</summary>
          <ol class="plain stack tight small">
            {events.map((event) => (
              <li key={event.seq}>
                <span class="soft">{format.time(event.at)}</span> {said(event).what}{' '}
                <span class="soft">{said(event).by}</span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
};
