import { useMemo } from 'preact/hooks';
import type { ApplicationAnswer } from '../../../contract/applications.ts';
import { type Action, useAction } from '../../api/use-action.ts';
import { useText } from '../../language/use-text.ts';
import { Documents } from '../../documents/documents.tsx';
import type { Loaded } from '../../api/use-loaded.ts';
import { boxAround } from '../../map/box-of.ts';
import { readMapState } from '../../map/map-state.ts';
import { MapView } from '../../map/map-view.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { CaseHistory } from '../../parts/case-history.tsx';
import { LoadedView } from '../../parts/loaded-view.tsx';
import type { RoomProps } from '../../shell/room.ts';
import { setQuery } from '../../shell/route.ts';
import { useTheme } from '../../shell/theme.ts';
import { ApplyView } from '../../apply/apply-view.tsx';
import { addressOf, bodyOf, draftOf } from '../../apply/draft.ts';
import { askOffer, changeApplication } from '../../apply/send-application.ts';
import { caseText } from '../messages/case.ts';
import { type Ring, siteOverlays } from '../../map/site-overlays.ts';
import { CaseActions } from './case-actions.tsx';
import { Deadline } from './deadline.tsx';
import { PlaceInQueue } from './place-in-queue.tsx';
import { needOf } from './need-of.ts';
import { planOverlays } from '../../map/plan-overlays.ts';
import { type ShownPlan, shownPlans } from './plan-set.ts';
import { PlansPanel } from './plans-panel.tsx';
import { StateTag } from './state-tag.tsx';
import { type Case, useCase } from './use-case.ts';

const CaseHead = ({ application }: { readonly application: ApplicationAnswer }) => {
  const { t, format } = useText(caseText);
  const { status, request, applicant, choice } = application;
  return (
    <header class="stack tight">
      <div class="row spread">
        <h1>{request.site.address ?? applicant.name}</h1>
        <StateTag state={status} />
      </div>
      <p>
        <b>{needOf(request.demand, format)}</b> <span class="soft">{applicant.name}</span>
      </p>
      <p class="soft">{t(`next.${status}`, { day: format.day(choice?.validUntil ?? null) })}</p>
    </header>
  );
};

interface CaseBodyProps {
  readonly session: RoomProps['session'];
  readonly of: Case;
  readonly onDone: () => void;
  readonly shown: readonly ShownPlan[];
  readonly pickedId: string | null;
  readonly comparedId: string | null;
  readonly asking: Action<[kva: number | null]>;
}

const CaseBody = (props: CaseBodyProps) => {
  const { session, of, shown, pickedId, comparedId, asking, onDone } = props;
  const { application, offer, isLapsed } = of;
  const { t } = useText(caseText);
  return (
    <>
      <CaseHead application={application} />
      <Deadline application={application} />
      <PlaceInQueue key={application.version} session={session} id={application.id} />
      {asking.failure !== null && <FailureNotice failure={asking.failure} />}
      {offer === null && <p class="soft">{t('noOffer')}</p>}
      {offer !== null && (
        <PlansPanel
          session={session}
          application={application}
          offer={offer}
          shown={shown}
          pickedId={pickedId}
          comparedId={comparedId}
          isLapsed={isLapsed}
          onAsk={asking.run}
          onChosen={onDone}
        />
      )}
      {['draft', 'accepted', 'offered'].includes(application.status) && (
        <button
          type="button"
          class="button no-print"
          disabled={asking.isRunning}
          onClick={() => {
            asking.run(null);
          }}
        >
          {t(offer === null ? 'getPlans' : 'again')}
        </button>
      )}
      <Documents session={session} application={application} onDone={onDone} />
      <CaseActions session={session} application={application} onDone={onDone} />
      <CaseHistory session={session} id={application.id} version={application.version} onNews={onDone} />
      <section class="stack tight">
        <h2>{t('help')}</h2>
        <p class="soft">{t('help.text')}</p>
      </section>
    </>
  );
};

interface CaseMapProps extends Pick<RoomProps, 'session' | 'query'> {
  readonly request: ApplicationAnswer['request'];
  readonly shown: readonly ShownPlan[];
  readonly pickedId: string | null;
}

/** The routes of all plans around the place; a tap on one picks its plan. */
function CaseMap({ session, query, request, shown, pickedId }: CaseMapProps) {
  const { theme } = useTheme();
  const { site, plot, radiusM } = request;
  const overlays = useMemo(
    () => [
      ...siteOverlays(site, (plot?.coordinates[0] as Ring | undefined) ?? null, radiusM),
      ...planOverlays(shown, pickedId),
    ],
    [request, shown, pickedId, theme],
  );
  return (
    <MapView
      session={session}
      home={boxAround(site, radiusM * 0.7)}
      at={readMapState(query.get('map'))}
      overlays={overlays}
      onTap={(_place, features) => {
        const number = Number(
          features.find(({ properties }) => 'number' in properties)?.properties['number'],
        );
        const tapped = shown.find((one) => one.number === number);
        if (tapped !== undefined) setQuery({ plan: tapped.plan.id });
      }}
    />
  );
}

interface CaseShownProps extends RoomProps {
  readonly of: Case;
  /** It could not be loaded again; what is shown is from before. */
  readonly failure: Loaded<Case>['failure'];
  readonly onDone: () => void;
}

/** A case that is there: its plans beside the map. */
const CaseShown = ({ session, query, of, failure, onDone }: CaseShownProps) => {
  const { application, offer } = of;
  const asking = useAction(async (kva: number | null) => {
    if (kva !== null) {
      const changed = { ...draftOf(application), kva: String(kva), kw: '' };
      await changeApplication(session, application, bodyOf(changed, application.request), addressOf(changed));
    }
    await askOffer(session, application.id);
    onDone();
  });
  const shown = useMemo(() => (offer === null ? [] : shownPlans(offer)), [offer]);
  const pickedId = query.get('plan') ?? application.choice?.planId ?? shown[0]?.plan.id ?? null;
  const marks = { shown, pickedId };
  return (
    <main id="main" class="split wide-panel">
      <div class="panel stack roomy">
        {failure !== null && <FailureNotice failure={failure} retry={onDone} />}
        <CaseBody
          {...marks}
          session={session}
          of={of}
          comparedId={query.get('with')}
          asking={asking}
          onDone={onDone}
        />
      </div>
      <CaseMap {...marks} session={session} query={query} request={application.request} />
    </main>
  );
};

/** A case: where it stands, its plans beside the map, and what can be done. */
export function CaseView(props: RoomProps) {
  const of = useCase(props.session, props.parts[1] ?? '');
  if (of.value === null) {
    return (
      <main id="main" class="page">
        <LoadedView of={of}>{() => null}</LoadedView>
      </main>
    );
  }
  if (props.query.get('edit') === '1') return <ApplyView {...props} changing={of.value.application} />;
  return <CaseShown {...props} of={of.value} failure={of.failure} onDone={of.reload} />;
}
