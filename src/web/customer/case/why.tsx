import { useText } from '../../language/use-text.ts';
import { caseText } from '../messages/case.ts';
import type { CustomerOffer } from '../../apply/send-application.ts';
import type { ShownPlan } from './plan-set.ts';

/** Why the plan is what it is, and how the others differ from it. */
export const Why = ({
  offer,
  picked,
  all,
}: {
  readonly offer: CustomerOffer;
  readonly picked: ShownPlan;
  readonly all: readonly ShownPlan[];
}) => {
  const { t, format, say } = useText(caseText);
  const money = (yuan: number): string =>
    t(yuan >= 0 ? 'why.more' : 'why.less', { money: format.yuan(Math.abs(yuan)) });
  const time = (days: number): string =>
    days === 0 ? t('why.sameTime') : t(days > 0 ? 'why.slower' : 'why.faster', { days: Math.abs(days) });
  const better = all.find(({ plan }) => plan.id === picked.plan.dominatedBy);
  return (
    <div class="stack tight">
      <ul>
        {offer.classification.because.map(({ key, values }) => (
          <li key={key}>{say('reason', key, values)}</li>
        ))}
      </ul>
      <h4>{t('why.others')}</h4>
      <ul>
        {better !== undefined && <li>{t('why.dominated', { rank: better.number })}</li>}
        {all
          .filter(({ plan }) => plan.id !== picked.plan.id && plan.priced && picked.plan.priced)
          .map(({ plan, number }) => (
            <li key={plan.id}>
              {t('why.cheaper', {
                rank: number,
                money: money(plan.cost.likelyYuan - picked.plan.cost.likelyYuan),
                days: time(plan.totalCalendarDays - picked.plan.totalCalendarDays),
              })}
            </li>
          ))}
        <li>{t('why.rest')}</li>
      </ul>
    </div>
  );
};
