import { useText } from '../../language/use-text.ts';
import { caseText } from '../messages/case.ts';
import { CostBar } from './cost-bar.tsx';
import type { CustomerPlan, ShownPlan } from './plan-set.ts';

interface PlanCardProps {
  readonly shown: ShownPlan;
  readonly isPicked: boolean;
  readonly isChosen: boolean;
  readonly isCompared: boolean;
  readonly onPick: () => void;
  readonly onCompare: () => void;
}

/** Cost, own share and time. */
const Figures = ({ plan }: { readonly plan: CustomerPlan }) => {
  const { t, format } = useText(caseText);
  const { likelyYuan, lowYuan, highYuan, payers } = plan.cost;
  return (
    <dl class="plan-figures">
      <div>
        <dt>{t('total')}</dt>
        <dd class="figure">{plan.priced ? format.yuan(likelyYuan) : '—'}</dd>
        <dd class="soft small">
          {plan.priced
            ? t('band', { low: format.yuan(lowYuan), high: format.yuan(highYuan) })
            : t('unpriced')}
        </dd>
      </div>
      <div>
        <dt>{t('own')}</dt>
        <dd class="figure">{plan.priced ? format.yuan(payers.customerYuan) : '—'}</dd>
        {payers.undecidedYuan > 0 && (
          <dd class="soft small">{t('undecided', { money: format.yuan(payers.undecidedYuan) })}</dd>
        )}
      </div>
      <div>
        <dt>{t('time')}</dt>
        <dd class="figure">{t('days.short', { days: format.number(plan.totalCalendarDays) })}</dd>
        <dd class="soft small">{format.day(plan.steps.at(-1)?.to ?? null)}</dd>
      </div>
    </dl>
  );
};

/** A plan at a glance: how, what it costs whom, how long it takes, how secure it is. */
export const PlanCard = ({ shown, isPicked, isChosen, isCompared, onPick, onCompare }: PlanCardProps) => {
  const { t, format, word } = useText(caseText);
  const { plan, number, colour, change } = shown;
  return (
    <li class={isPicked ? 'plan-card picked' : 'plan-card'} style={{ '--of-plan': `var(--${colour})` }}>
      <button type="button" class="plan-head" aria-pressed={isPicked} onClick={onPick}>
        <span class="plan-number">{number}</span>
        <span class="plan-kind">{word('planKind', plan.kind)}</span>
        {plan.badges.map((badge) => (
          <span key={badge} class="tag accent">
            {word('badge', badge)}
          </span>
        ))}
        {isChosen && <span class="tag good">{t('chosen')}</span>}
      </button>
      {change !== null && (
        <p class="plan-change">
          {t('counter', { change: word('change', change) })} ·{' '}
          {t('supplies', { kva: format.kva(plan.suppliesKva) })}
        </p>
      )}
      <Figures plan={plan} />
      <CostBar payers={plan.cost.payers} />
      <div class="row spread">
        <p class="small">
          {t(`secure.${plan.security.nMinusOne ?? 'unknown'}`)}
          {plan.needsSwitching && ` · ${t('switching')}`}
        </p>
        <button type="button" class="button small" aria-pressed={isCompared} onClick={onCompare}>
          {t(isCompared ? 'comparing' : 'compare')}
        </button>
      </div>
    </li>
  );
};
