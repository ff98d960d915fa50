import type { ApplicationAnswer } from '../../../contract/applications.ts';
import { useText } from '../../language/use-text.ts';
import type { Session } from '../../session/session.ts';
import { setQuery } from '../../shell/route.ts';
import type { CustomerOffer } from '../../apply/send-application.ts';
import { caseText } from '../messages/case.ts';
import { Choose } from './choose.tsx';
import { Compare } from './compare.tsx';
import { needOf } from './need-of.ts';
import { PlanCard } from './plan-card.tsx';
import { PlanDetail } from './plan-detail.tsx';
import { type ShownPlan, isFull } from './plan-set.ts';
import { StaircaseChart } from './staircase-chart.tsx';

interface PlansPanelProps {
  readonly session: Session;
  readonly application: ApplicationAnswer;
  readonly offer: CustomerOffer;
  readonly shown: readonly ShownPlan[];
  readonly pickedId: string | null;
  readonly comparedId: string | null;
  readonly isLapsed: boolean;
  /** Gets plans anew, for another size where one is given. */
  readonly onAsk: (kva: number | null) => void;
  readonly onChosen: () => void;
}

const PlansHead = ({ application, offer, isLapsed }: PlansPanelProps) => {
  const { t, format, word } = useText(caseText);
  const need = needOf(application.request.demand, format);
  const supply = word('supplyClass', offer.classification.supplyClass);
  if (isLapsed) return <p class="notice warn">{t('lapsed')}</p>;
  if (!isFull(offer)) {
    return (
      <div class="stack tight">
        <h2>{t('plans', { count: offer.plans.length })}</h2>
        <p class="soft small">{t('plans.lead', { need, supply, day: format.day(offer.validUntil) })}</p>
      </div>
    );
  }
  return (
    <div class="notice warn">
      <h2>{t('full', { need })}</h2>
      <p>{t(offer.counterOffers.length > 0 ? 'full.hint' : 'full.nothing')}</p>
    </div>
  );
};

interface CardsProps {
  readonly shown: readonly ShownPlan[];
  readonly picked: ShownPlan | undefined;
  readonly other: ShownPlan | undefined;
  readonly chosenId: string | undefined;
}

const Cards = ({ shown, picked, other, chosenId }: CardsProps) => (
  <ul class="plain plan-cards">
    {shown.map((one) => (
      <PlanCard
        key={one.plan.id}
        shown={one}
        isPicked={one === picked}
        isChosen={one.plan.id === chosenId}
        isCompared={one === other}
        onPick={() => {
          setQuery({ plan: one.plan.id });
        }}
        onCompare={() => {
          setQuery({ with: one === other ? null : one.plan.id });
        }}
      />
    ))}
  </ul>
);

/** The plans side by side, the picked one unfolded, two compared, and what other sizes cost. */
export const PlansPanel = (props: PlansPanelProps) => {
  const { session, application, offer, shown, pickedId, comparedId, isLapsed, onAsk, onChosen } = props;
  const { t } = useText(caseText);
  const picked = shown.find(({ plan }) => plan.id === pickedId) ?? shown[0];
  const other = shown.find(({ plan }) => plan.id === comparedId);
  const { capacityKva, equipmentKw } = application.request.demand;
  const isOpen = ['draft', 'accepted', 'offered'].includes(application.status);
  return (
    <div class="stack">
      <PlansHead {...props} />
      <Cards shown={shown} picked={picked} other={other} chosenId={application.choice?.planId} />
      {picked !== undefined && other !== undefined && picked !== other && (
        <section class="stack tight">
          <h2>{t('compare.title', { a: picked.number, b: other.number })}</h2>
          <Compare pair={[picked, other]} />
        </section>
      )}
      {picked !== undefined && (
        <section class="stack">
          <h2>{t('plan', { rank: picked.number })}</h2>
          <Choose
            key={picked.plan.id + offer.offerId}
            session={session}
            application={application}
            offer={offer}
            shown={picked}
            isLapsed={isLapsed}
            onChosen={onChosen}
            onAskAnew={() => {
              onAsk(null);
            }}
          />
          <PlanDetail offer={offer} shown={picked} all={shown} />
        </section>
      )}
      {offer.staircase !== undefined && offer.staircase.length > 1 && (
        <section class="stack tight">
          <h2>{t('staircase')}</h2>
          <StaircaseChart
            stairs={offer.staircase}
            askedKva={capacityKva ?? equipmentKw ?? 0}
            onTake={isOpen ? onAsk : null}
          />
        </section>
      )}
    </div>
  );
};
