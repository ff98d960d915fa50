import { useMemo } from 'preact/hooks';
import type { ApplicationAnswer } from '../../../contract/applications.ts';
import { type Action, useAction } from '../../api/use-action.ts';
import { useText } from '../../language/use-text.ts';
import { boxAround } from '../../map/box-of.ts';
import { readMapState } from '../../map/map-state.ts';
import { MapView } from '../../map/map-view.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadedView } from '../../parts/loaded-view.tsx';
import type { RoomProps } from '../../shell/room.ts';
import { setQuery } from '../../shell/route.ts';
import { useTheme } from '../../shell/theme.ts';
import { ApplyView } from '../apply/apply-view.tsx';
import { bodyOf, draftOf } from '../apply/draft.ts';
import { askOffer, changeApplication } from '../apply/send-application.ts';
import { caseText } from '../messages/case.ts';
import { type Ring, siteOverlays } from '../../map/site-overlays.ts';
import { CaseActions } from './case-actions.tsx';
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
  readonly present: ApplicationAnswer;
  readonly of: Case;
  readonly shown: readonly ShownPlan[];
  readonly pickedId: string | null;
  readonly comparedId: string | null;
  readonly asking: Action<[kva: number | null]>;
}

const CaseBody = ({ session, present, of, shown, pickedId, comparedId, asking }: CaseBodyProps) => {
  const { t } = useText(caseText);
  return (
    <>
      <CaseHead application={present} />
      {asking.failure !== null && <FailureNotice failure={asking.failure} />}
      {of.offers.value?.items.length === 0 && <p class="soft">{t('noOffer')}</p>}
      <LoadedView of={of.offer}>
        {(set) => (
          <PlansPanel
            session={session}
            application={present}
            offer={set}
            shown={shown}
            pickedId={pickedId}
            comparedId={comparedId}
            isLapsed={of.isLapsed}
            onAsk={asking.run}
            onChosen={of.reload}
          />
        )}
      </LoadedView>
      {['draft', 'accepted', 'offered'].includes(present.status) && (
        <button
          type="button"
          class="button no-print"
          disabled={asking.isRunning}
          onClick={() => {
            asking.run(null);
          }}
        >
          {t(of.offer.value === null ? 'getPlans' : 'again')}
        </button>
      )}
      <CaseActions session={session} application={present} onDone={of.reload} />
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

/** A case: where it stands, its plans beside the map, and what can be done. */
export function CaseView(props: RoomProps) {
  const { session, parts, query } = props;
  const id = parts[1] ?? '';
  const of = useCase(session, id);
  const { application, offer, reload } = of;
  const asking = useAction(async (kva: number | null) => {
    const present = application.value;
    if (kva !== null && present !== null) {
      await changeApplication(session, present, bodyOf({ ...draftOf(present), kva: String(kva), kw: '' }));
    }
    await askOffer(session, id);
    reload();
  });
  const shown = useMemo(() => (offer.value === null ? [] : shownPlans(offer.value)), [offer.value]);
  const picked = query.get('plan') ?? application.value?.choice?.planId ?? shown[0]?.plan.id ?? null;
  const request = application.value?.request;
  if (application.value !== null && query.get('edit') === '1') {
    return <ApplyView {...props} changing={application.value} />;
  }
  return (
    <main id="main" class="split wide-panel">
      <div class="panel stack roomy">
        <LoadedView of={application}>
          {(present) => (
            <CaseBody
              session={session}
              present={present}
              of={of}
              shown={shown}
              pickedId={picked}
              comparedId={query.get('with')}
              asking={asking}
            />
          )}
        </LoadedView>
      </div>
      {request !== undefined && (
        <CaseMap session={session} query={query} request={request} shown={shown} pickedId={picked} />
      )}
    </main>
  );
}
