import type { SupplyPlansAnswer } from '../../contract/supply-plans-answer.ts';
import { useText } from '../language/use-text.ts';
import { planColour } from '../map/plan-overlays.ts';
import { manager } from './messages/manager.ts';

export type Plan = SupplyPlansAnswer['plans'][number];

/** Least left on any chain of a plan, kVA; `null` = unknown. */
export function leftOf({ sources }: Plan): number | null {
  const rows = sources.flatMap(({ chain }) => chain.map(({ leftKva }) => leftKva));
  const known = rows.filter((left) => left !== null);
  return rows.length === known.length && known.length > 0 ? Math.min(...known) : null;
}

interface PlansTableProps {
  readonly plans: readonly Plan[];
  readonly shown: string | null;
  /** Plan of the choice; `null` = none is chosen. */
  readonly chosen: string | null;
  readonly onShow: (id: string) => void;
}

type RowProps = Omit<PlansTableProps, 'plans'> & { readonly plan: Plan };

const Row = ({ plan, shown, chosen, onShow }: RowProps) => {
  const { t, word, format } = useText(manager);
  return (
    <tr class={plan.id === shown ? 'is-shown' : ''}>
      <td>
        <span class="plan-number" style={{ background: `var(--${planColour(plan.rank)})` }}>
          {plan.rank}
        </span>
      </td>
      <th scope="row">
        <button
          type="button"
          class="as-link"
          aria-pressed={plan.id === shown}
          onClick={() => {
            onShow(plan.id);
          }}
        >
          {word('planKind', plan.kind)}
        </button>{' '}
        {plan.id === chosen && <span class="tag good">{t('plan.chosen')}</span>}
        {plan.badges.map((badge) => (
          <span key={badge} class="tag accent">
            {word('badge', badge)}
          </span>
        ))}
        <span class="soft small">{plan.sources.map(({ nodeId }) => nodeId).join(' + ')}</span>
      </th>
      <td data-label={t('plan.route')} class="figure-cell">
        {format.metres(plan.sources.reduce((sum, { routeM }) => sum + routeM, 0))}
      </td>
      <td data-label={t('plan.cost')} class="figure-cell">
        {format.yuan(plan.priced ? plan.cost.likelyYuan : null)}
      </td>
      <td data-label={t('plan.customer')} class="figure-cell">
        {format.yuan(plan.priced ? plan.cost.payers.customerYuan : null)}
      </td>
      <td data-label={t('plan.days')} class="figure-cell">
        {t('plan.days.value', { days: plan.totalCalendarDays })}
      </td>
      <td data-label={t('plan.left')} class="figure-cell">
        {format.kva(leftOf(plan))}
      </td>
      <td data-label={t('plan.grade')}>{plan.grade}</td>
    </tr>
  );
};

/** Plans side by side, by rank; one of them is shown whole. */
export const PlansTable = ({ plans, ...marks }: PlansTableProps) => {
  const { t } = useText(manager);
  return (
    <div class="scroll-x">
      <table class="plans">
        <thead>
          <tr>
            <th scope="col">{t('plan.rank')}</th>
            <th scope="col">{t('plan.kind')}</th>
            <th scope="col" class="figure-cell">
              {t('plan.route')}
            </th>
            <th scope="col" class="figure-cell">
              {t('plan.cost')}
            </th>
            <th scope="col" class="figure-cell">
              {t('plan.customer')}
            </th>
            <th scope="col" class="figure-cell">
              {t('plan.days')}
            </th>
            <th scope="col" class="figure-cell">
              {t('plan.left')}
            </th>
            <th scope="col">{t('plan.grade')}</th>
          </tr>
        </thead>
        <tbody>
          {plans.map((plan) => (
            <Row key={plan.id} {...marks} plan={plan} />
          ))}
        </tbody>
      </table>
    </div>
  );
};
