import { useMemo } from 'preact/hooks';
import type { OffersAnswer } from '../../contract/application-lists.ts';
import type { ApplicationAnswer } from '../../contract/applications.ts';
import { ApplyView } from '../apply/apply-view.tsx';
import { useCall } from '../api/use-call.ts';
import type { Loaded } from '../api/use-loaded.ts';
import { Documents } from '../documents/documents.tsx';
import { useText } from '../language/use-text.ts';
import { boxAround, boxOfRegions } from '../map/box-of.ts';
import { Legend, LegendLine } from '../map/legend.tsx';
import { readMapState } from '../map/map-state.ts';
import { MapView } from '../map/map-view.tsx';
import { type DrawnPlan, planColour, planOverlays } from '../map/plan-overlays.ts';
import { type Ring, siteOverlays } from '../map/site-overlays.ts';
import { manager } from './messages/manager.ts';
import { CaseHistory } from '../parts/case-history.tsx';
import { LoadedView } from '../parts/loaded-view.tsx';
import { Link } from '../shell/link.tsx';
import type { RoomProps } from '../shell/room.ts';
import { useTheme } from '../shell/theme.ts';
import { CaseClock } from './case-clock.tsx';
import { CaseFacts } from './case-facts.tsx';
import { CaseSteps } from './case-steps.tsx';
import { Due } from './due.tsx';
import { OfferView, type StaffOffer } from './offer-view.tsx';
import { rejectedOverlay } from './rejected-overlay.ts';
import { RejectedSources } from './rejected-sources.tsx';
import { StateTag } from './state-tag.tsx';
import { TryChange } from './try-change.tsx';
import { useRejected } from './use-rejected.ts';
import { WaitingLine } from './waiting-line.tsx';

const TABS = ['plans', 'facts', 'documents', 'try', 'rejected'] as const;
type Tab = (typeof TABS)[number];

const tabOf = (query: URLSearchParams): Tab => TABS.find((tab) => tab === query.get('tab')) ?? 'plans';

const Head = ({ file }: { readonly file: ApplicationAnswer }) => {
  const { t, word } = useText(manager);
  const until = file.choice?.validUntil ?? file.validUntil;
  return (
    <header class="stack tight">
      <Link to="/manager" class="small">
        ← {t('cases')}
      </Link>
      <div class="row spread">
        <h1>{file.applicant.name}</h1>
        <StateTag state={file.status} />
      </div>
      <div class="row soft">
        <span>{word('businessType', file.businessType)}</span>
        {until !== null && (
          <span>
            {t('column.due')} <Due day={until} />
          </span>
        )}
      </div>
    </header>
  );
};

const Tabs = ({ id, current }: { readonly id: string; readonly current: Tab }) => {
  const { t } = useText(manager);
  return (
    <nav class="tabs" aria-label={t('tabs')}>
      {TABS.map((tab) => (
        <Link
          key={tab}
          to={`/manager/cases/${id}${tab === 'plans' ? '' : `?tab=${tab}`}`}
          current={tab === current}
        >
          {t(`tab.${tab}`)}
        </Link>
      ))}
    </nav>
  );
};

const CaseMap = (
  props: RoomProps & {
    readonly file: ApplicationAnswer;
    readonly offer: StaffOffer | null;
    readonly rejected: ReturnType<typeof useRejected>;
  },
) => {
  const { session, regions, query, file, offer, rejected } = props;
  const { t } = useText(manager);
  const { theme } = useTheme();
  const { site, radiusM, plot } = file.request;
  const isRejected = tabOf(query) === 'rejected';
  const shown = query.get('plan') ?? offer?.plans[0]?.id ?? null;
  const overlays = useMemo(
    () => [
      ...siteOverlays(site, (plot?.coordinates[0] as Ring | undefined) ?? null, radiusM),
      ...(isRejected ? [rejectedOverlay(rejected.value ?? [])] : planOverlays(drawnPlans(offer), shown)),
    ],
    [theme, file, offer, shown, isRejected, rejected.value],
  );
  return (
    <MapView
      session={session}
      home={boxOfRegions(regions)}
      at={readMapState(query.get('map'))}
      focus={query.get('map') === null ? boxAround(site, radiusM * 1.1) : null}
      grid=""
      overlays={overlays}
    >
      <Legend>
        <LegendLine name="accent">{t('map.site')}</LegendLine>
        {isRejected ? (
          <LegendLine name="left-unknown">{t('map.rejected')}</LegendLine>
        ) : (
          <LegendLine name="plan-1">{t('map.plan')}</LegendLine>
        )}
      </Legend>
    </MapView>
  );
};

/** Plans of an offer as the map draws them, by rank. */
const drawnPlans = (offer: StaffOffer | null): DrawnPlan[] =>
  (offer?.plans ?? []).map((plan) => ({ plan, number: plan.rank, colour: planColour(plan.rank) }));

/** One case: its facts, plans, ledger, what was not taken and why, and the steps a manager can take. */
const CaseShown = (props: RoomProps & { readonly id: string; readonly file: Loaded<ApplicationAnswer> }) => {
  const { session, query, id, file } = props;
  const path = `/v1/applications/${id}`;
  const offers = useCall<OffersAnswer>(session, `${path}/offers`);
  const asked = query.get('offer') ?? file.value?.choice?.offerId ?? offers.value?.items[0]?.offerId;
  const offer = useCall<StaffOffer>(session, asked === undefined ? null : `${path}/offers/${asked}`);
  const tab = tabOf(query);
  const rejected = useRejected(session, tab === 'rejected' ? file.value : null);
  const reload = (): void => {
    file.reload();
    offers.reload();
  };
  return (
    <main id="main" class="split wide-panel">
      <div class="panel stack">
        <LoadedView of={file} lines={6}>
          {(one) => (
            <>
              <Head file={one} />
              <CaseSteps session={session} file={one} onDone={reload} />
              <CaseClock session={session} file={one} onDone={reload} />
              <Tabs id={id} current={tab} />
              {tab === 'facts' && <CaseFacts session={session} file={one} onDone={reload} />}
              {tab === 'documents' && <Documents session={session} application={one} onDone={reload} />}
              {tab === 'try' && <TryChange session={session} file={one} now={offer.value} onSaved={reload} />}
              {tab === 'rejected' && (
                <LoadedView of={rejected}>{(places) => <RejectedSources places={places} />}</LoadedView>
              )}
              {tab === 'plans' && (
                <OfferView {...props} file={one} offers={offers} offer={offer} onDone={reload} />
              )}
              {tab === 'plans' && <WaitingLine key={one.version} session={session} id={id} />}
              <CaseHistory session={session} id={id} version={one.version} onNews={reload} />
            </>
          )}
        </LoadedView>
      </div>
      {file.value !== null && (
        <CaseMap {...props} file={file.value} offer={offer.value} rejected={rejected} />
      )}
    </main>
  );
};

/** A case whose facts are being changed, or as it stands. */
export const CaseView = (props: RoomProps & { readonly id: string }) => {
  const { session, query, id } = props;
  const file = useCall<ApplicationAnswer>(session, `/v1/applications/${id}`);
  if (query.get('edit') === '1' && file.value !== null) return <ApplyView {...props} changing={file.value} />;
  return <CaseShown {...props} file={file} />;
};
