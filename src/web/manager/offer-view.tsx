import type { OffersAnswer } from '../../contract/application-lists.ts';
import type { ApplicationAnswer } from '../../contract/applications.ts';
import type { SupplyPlansAnswer } from '../../contract/supply-plans-answer.ts';
import { call } from '../api/call.ts';
import { useAction } from '../api/use-action.ts';
import type { Loaded } from '../api/use-loaded.ts';
import { useText } from '../language/use-text.ts';
import { manager } from './messages/manager.ts';
import { Empty } from '../parts/empty.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { LoadedView } from '../parts/loaded-view.tsx';
import type { RoomProps } from '../shell/room.ts';
import { setQuery } from '../shell/route.ts';
import { ChoosePlan } from './choose-plan.tsx';
import { PlanDetail } from './plan-detail.tsx';
import { PlansTable } from './plans-table.tsx';
import { ReplyLetter } from './reply-letter.tsx';

/** An offer as staff see it. */
export type StaffOffer = SupplyPlansAnswer & { readonly offerId: string; readonly validUntil: string };

interface OfferViewProps extends RoomProps {
  readonly file: ApplicationAnswer;
  readonly offers: Loaded<OffersAnswer>;
  readonly offer: Loaded<StaffOffer>;
  readonly onDone: () => void;
}

const OFFERABLE: readonly ApplicationAnswer['status'][] = [
  'accepted',
  'offered',
  'chosen',
  'in-review',
  'draft',
];

const OfferPicker = ({ offers, offer }: Pick<OfferViewProps, 'offers' | 'offer'>) => {
  const { t, format } = useText(manager);
  const items = offers.value?.items ?? [];
  if (items.length === 0) return <span />;
  return (
    <select
      aria-label={t('offer.which')}
      class="offer-choice"
      value={offer.value?.offerId ?? ''}
      onChange={(event) => {
        setQuery({ offer: event.currentTarget.value, plan: null });
      }}
    >
      {items.map(({ offerId, createdAt, validUntil }) => (
        <option key={offerId} value={offerId}>
          {t('offer.at', { time: format.time(createdAt), day: format.day(validUntil) })}
        </option>
      ))}
    </select>
  );
};

/** Which of the plan sets is shown, and a button for a new one. */
const OfferBar = ({ session, file, offers, offer, onDone }: OfferViewProps) => {
  const { t } = useText(manager);
  const make = useAction(async () => {
    const path = `/v1/applications/${file.id}/offers`;
    const { offerId } = await call<StaffOffer>(session, path, { method: 'POST', body: {} });
    setQuery({ offer: offerId, plan: null });
    onDone();
  });
  const isFirst = offers.value?.items.length === 0;
  return (
    <div class="stack tight">
      <div class="row spread">
        <OfferPicker offers={offers} offer={offer} />
        {OFFERABLE.includes(file.status) && (
          <button
            type="button"
            class={isFirst ? 'button main' : 'button'}
            disabled={make.isRunning}
            onClick={() => {
              make.run();
            }}
          >
            {t(isFirst ? 'offer.make' : 'offer.again')}
          </button>
        )}
      </div>
      {isLapsed(offers, offer.value?.offerId) && <p class="notice warn">{t('offer.lapsed')}</p>}
      {make.failure !== null && <FailureNotice failure={make.failure} />}
    </div>
  );
};

const isLapsed = (offers: Loaded<OffersAnswer>, shown: string | undefined): boolean =>
  offers.value?.items.find(({ offerId }) => offerId === shown)?.lapsed === true;

interface SetProps {
  readonly set: StaffOffer;
  readonly shown: string | null;
  readonly chosen: string | null;
}

const show = (plan: string): void => {
  setQuery({ plan });
};

const CounterOffers = ({ set, ...marks }: SetProps) => {
  const { t, word } = useText(manager);
  return (
    <section class="stack tight">
      <h2>{t('counter')}</h2>
      <div class="row">
        {set.counterOffers.map(({ change, plan }) => (
          <span key={plan.id} class="tag accent">
            {word('change', change)}
          </span>
        ))}
      </div>
      <PlansTable {...marks} plans={set.counterOffers.map(({ plan }) => plan)} onShow={show} />
    </section>
  );
};

const Plans = ({ set, ...marks }: SetProps) => {
  const { t } = useText(manager);
  if (set.plans.length > 0) return <PlansTable {...marks} plans={set.plans} onShow={show} />;
  return (
    <Empty title={t('plans.none')}>
      <p>{t('plans.none.hint')}</p>
    </Empty>
  );
};

const OfferBody = (props: OfferViewProps & { readonly set: StaffOffer }) => {
  const { session, query, file, offers, offer, set, onDone } = props;
  const chosen = file.choice?.offerId === set.offerId ? file.choice.planId : null;
  const all = [...set.plans, ...set.counterOffers.map(({ plan }) => plan)];
  const plan = all.find(({ id }) => id === (query.get('plan') ?? chosen)) ?? all[0];
  const marks = { set, chosen, shown: plan?.id ?? null };
  // While another offer is on its way, the one that is shown is not the one that is meant.
  const canChoose = file.status === 'offered' && !offer.isLoading && !isLapsed(offers, set.offerId);
  return (
    <>
      <Plans {...marks} />
      {set.counterOffers.length > 0 && <CounterOffers {...marks} />}
      {plan !== undefined && (
        <PlanDetail plan={plan}>
          {chosen === plan.id && <ReplyLetter session={session} file={file} />}
          {canChoose && (
            <ChoosePlan
              key={plan.id}
              session={session}
              file={file}
              offerId={set.offerId}
              plan={plan}
              onDone={onDone}
            />
          )}
        </PlanDetail>
      )}
    </>
  );
};

/** The plans of a case: side by side, one of them whole, and what can be done with it. */
export const OfferView = (props: OfferViewProps) => {
  const { t } = useText(manager);
  const { offers, offer } = props;
  return (
    <section class="stack">
      <OfferBar {...props} />
      {offers.value?.items.length === 0 && (
        <Empty title={t('offer.none')}>
          <p>{t('offer.none.hint')}</p>
        </Empty>
      )}
      <LoadedView of={offer}>{(set) => <OfferBody {...props} set={set} />}</LoadedView>
    </section>
  );
};
