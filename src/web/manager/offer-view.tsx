import type { OffersAnswer } from '../../contract/application-lists.ts';
import type { ApplicationAnswer } from '../../contract/applications.ts';
import type { SupplyPlansAnswer } from '../../contract/supply-plans-answer.ts';
import { call } from '../api/call.ts';
import { useAction } from '../api/use-action.ts';
import type { Loaded } from '../api/use-call.ts';
import { useText } from '../language/use-text.ts';
import { manager } from '../messages/manager.ts';
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

/** Which of the plan sets is shown, and a button for a new one. */
const OfferBar = ({ session, file, offers, offer, onDone }: OfferViewProps) => {
  const { t, format } = useText(manager);
  const make = useAction(async () => {
    const path = `/v1/applications/${file.id}/offers`;
    const { offerId } = await call<StaffOffer>(session, path, { method: 'POST', body: {} });
    setQuery({ offer: offerId, plan: null });
    onDone();
  });
  const items = offers.value?.items ?? [];
  const shown = items.find(({ offerId }) => offerId === offer.value?.offerId);
  return (
    <div class="stack tight">
      <div class="row spread">
        {items.length > 1 ? (
          <select
            aria-label={t('offer.which')}
            class="offer-choice"
            value={shown?.offerId ?? ''}
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
        ) : (
          shown !== undefined && (
            <span class="soft small">
              {t('offer.at', { time: format.time(shown.createdAt), day: format.day(shown.validUntil) })}
            </span>
          )
        )}
        {OFFERABLE.includes(file.status) && (
          <button
            type="button"
            class={items.length === 0 ? 'button main' : 'button'}
            disabled={make.isRunning}
            onClick={() => {
              make.run();
            }}
          >
            {t(items.length === 0 ? 'offer.make' : 'offer.again')}
          </button>
        )}
      </div>
      {shown?.lapsed === true && <p class="notice warn">{t('offer.lapsed')}</p>}
      {make.failure !== null && <FailureNotice failure={make.failure} />}
    </div>
  );
};

const Plans = (props: OfferViewProps & { readonly set: StaffOffer }) => {
  const { session, query, file, offers, set, onDone } = props;
  const { t, word } = useText(manager);
  const chosen = file.choice?.offerId === set.offerId ? file.choice.planId : null;
  const all = [...set.plans, ...set.counterOffers.map(({ plan }) => plan)];
  const shown = all.find(({ id }) => id === (query.get('plan') ?? chosen)) ?? all[0];
  const isOpen = offers.value?.items.find(({ offerId }) => offerId === set.offerId)?.lapsed === false;
  const show = (plan: string): void => {
    setQuery({ plan });
  };
  return (
    <>
      {set.plans.length === 0 ? (
        <Empty title={t('plans.none')}>
          <p>{t('plans.none.hint')}</p>
        </Empty>
      ) : (
        <PlansTable plans={set.plans} shown={shown?.id ?? null} chosen={chosen} onShow={show} />
      )}
      {set.counterOffers.length > 0 && (
        <section class="stack tight">
          <h2>{t('counter')}</h2>
          <ul class="plain">
            {set.counterOffers.map(({ change, plan }) => (
              <li key={plan.id}>
                <span class="tag accent">{word('change', change)}</span>
              </li>
            ))}
          </ul>
          <PlansTable
            plans={set.counterOffers.map(({ plan }) => plan)}
            shown={shown?.id ?? null}
            chosen={chosen}
            onShow={show}
          />
        </section>
      )}
      {shown !== undefined && (
        <PlanDetail plan={shown}>
          {chosen === shown.id && <ReplyLetter session={session} file={file} />}
          {file.status === 'offered' && isOpen && (
            <ChoosePlan
              key={shown.id}
              session={session}
              file={file}
              offerId={set.offerId}
              plan={shown}
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
      <LoadedView of={offer}>{(set) => <Plans {...props} set={set} />}</LoadedView>
    </section>
  );
};
