import { useText } from '../../language/use-text.ts';
import type { CustomerOffer } from '../../apply/send-application.ts';
import { planText } from '../../messages/plan.ts';
import { caseText } from '../messages/case.ts';
import { Bill } from '../../parts/bill.tsx';
import type { ShownPlan } from './plan-set.ts';
import { Timeline } from '../../parts/timeline.tsx';
import { Why } from './why.tsx';

interface PlanDetailProps {
  readonly offer: CustomerOffer;
  readonly shown: ShownPlan;
  readonly all: readonly ShownPlan[];
}

/** One plan unfolded: steps, bill, reasons, metering. */
export const PlanDetail = ({ offer, shown, all }: PlanDetailProps) => {
  const { t, format, word } = useText(caseText);
  const { t: say } = useText(planText);
  const { plan } = shown;
  return (
    <section class="stack tight" aria-label={t('plan', { rank: shown.number })}>
      <details class="fold" open>
        <summary>{say('steps')}</summary>
        <Timeline plan={plan} />
      </details>
      <details class="fold">
        <summary>{say('bill')}</summary>
        <Bill plan={plan} />
      </details>
      <details class="fold">
        <summary>{t('why')}</summary>
        <Why offer={offer} picked={shown} all={all} />
      </details>
      <details class="fold">
        <summary>{t('details')}</summary>
        <ul>
          {plan.sources.map((source) => (
            <li key={source.role}>
              {word('sourceRole', source.role)}：{word('sourceKind', source.nodeKind)}，
              {t('route.text', {
                route: format.metres(source.routeM),
                distance: format.metres(source.distanceM),
              })}
            </li>
          ))}
          <li>
            {t('metering')}：{word('meteringMode', plan.metering.mode)}
          </li>
          <li>
            {t('boundary')}：{word('boundaryKind', plan.boundary.kind)}
          </li>
          {plan.stages.length > 1 &&
            plan.stages.map(({ from, capacityKva }) => (
              <li key={from}>{t('stage', { day: format.day(from), kva: format.kva(capacityKva) })}</li>
            ))}
        </ul>
      </details>
    </section>
  );
};
