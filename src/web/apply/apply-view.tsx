import { useRef, useState } from 'preact/hooks';
import type { ApplicationAnswer } from '../../contract/applications.ts';
import type { Issue } from '../../contract/refusal.ts';
import { useAction } from '../api/use-action.ts';
import { useText } from '../language/use-text.ts';
import { issues as issueTexts } from '../messages/problems.ts';
import { FailureNotice } from '../parts/failure-notice.tsx';
import type { RoomProps } from '../shell/room.ts';
import { goTo } from '../shell/route.ts';
import { ApplyMap } from './apply-map.tsx';
import './apply.css';
import { BooksFields } from './books-fields.tsx';
import { BusinessFields } from './business-fields.tsx';
import { type Draft, addressOf, bodyOf, draftOf, keepDraft, readDraft } from './draft.ts';
import { faultsOf } from './faults-of.ts';
import { apply } from './messages/apply.ts';
import { NeedFields } from './need-fields.tsx';
import { PlaceFields } from './place-fields.tsx';
import { askOffer, changeApplication, sendApplication } from './send-application.ts';
import { WhoFields } from './who-fields.tsx';

/** What the button says, by whose desk the form lies on: a customer gets plans with it. */
const SEND = { own: 'send', staff: 'send.staff' } as const;
const SAVE = { own: 'save', staff: 'save.staff' } as const;
const WAITING = { own: 'sending', staff: 'sending.staff' } as const;

interface ApplyViewProps extends RoomProps {
  /** The application to change; left out = a new one. */
  readonly changing?: ApplicationAnswer;
}

/** The state of the form: kept as it is typed, checked when it is sent, and from then on while it is mended. */
function useForm(
  session: RoomProps['session'],
  changing: ApplicationAnswer | undefined,
  form: { readonly current: HTMLFormElement | null },
) {
  const { t: say } = useText(issueTexts);
  const body = (of: Draft): ReturnType<typeof bodyOf> => bodyOf(of, changing?.request);
  const [draft, setDraft] = useState<Draft>(() => (changing === undefined ? readDraft() : draftOf(changing)));
  const [faults, setFaults] = useState<readonly Issue[]>([]);
  const change = (changes: Partial<Draft>): void => {
    const next = { ...draft, ...changes };
    setDraft(next);
    if (changing === undefined) keepDraft(next);
    if (faults.length > 0) setFaults(faultsOf(body(next)));
  };
  const sending = useAction(async () => {
    const id = changing?.id ?? (await sendApplication(session, body(draft), addressOf(draft)));
    if (changing !== undefined) await changeApplication(session, changing, body(draft), addressOf(draft));
    else keepDraft(null);
    // A manager takes the application up first, and then asks for plans.
    if (session.role === 'customer') await askOffer(session, id).catch(() => undefined);
    goTo(`/${session.role}/cases/${id}`);
  });
  const send = (): void => {
    const found = faultsOf(body(draft));
    setFaults(found);
    if (found.length === 0) sending.run();
    else
      requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>('.has-fault :is(input, select)')?.focus(),
      );
  };
  const faultAt = (pointer: string): string | undefined => {
    const fault = faults.find(
      (one) => one.pointer === pointer || (pointer === '/demand/capacityKva' && one.pointer === '/demand'),
    );
    return fault === undefined ? undefined : say(fault.code);
  };
  return { draft, change, faultAt, send, sending };
}

/**
 * The application: a short form beside the map that shows what is meant. A manager fills it in for a customer, with what
 * the company's books want to know besides.
 */
export function ApplyView({ session, regions, query, changing }: ApplyViewProps) {
  const { t } = useText(apply);
  const [isDrawing, setDrawing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { draft, change, faultAt, send, sending } = useForm(session, changing, form);
  const props = { draft, change, faultAt };
  const isStaff = session.role !== 'customer';
  const desk = isStaff ? 'staff' : 'own';
  return (
    <main id="main" class="split">
      <form
        ref={form}
        class="panel stack roomy"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <header class="stack tight">
          <h1>{t(changing !== undefined ? 'changing' : isStaff ? 'title.staff' : 'title')}</h1>
          <p class="soft">{t(isStaff ? 'lead.staff' : 'lead')}</p>
        </header>
        <PlaceFields session={session} isDrawing={isDrawing} setDrawing={setDrawing} {...props} />
        {isStaff && <BusinessFields {...props} />}
        <NeedFields isStaff={isStaff} {...props} />
        <WhoFields {...props} />
        {isStaff && <BooksFields regions={changing === undefined ? regions : []} {...props} />}
        {sending.failure !== null && <FailureNotice failure={sending.failure} />}
        <button type="submit" class="button main large" disabled={sending.isRunning}>
          {t(sending.isRunning ? WAITING[desk] : changing === undefined ? SEND[desk] : SAVE[desk])}
        </button>
      </form>
      <ApplyMap
        session={session}
        regions={regions}
        query={query}
        draft={draft}
        isDrawing={isDrawing}
        change={(changes) => {
          setDrawing(false);
          change(changes);
        }}
      />
    </main>
  );
}
