import { useText } from '../../language/use-text.ts';
import { caseText } from '../messages/case.ts';
import type { ShownPlan } from './plan-set.ts';

/** Two plans line by line; what differs stands out. */
export const Compare = ({ pair }: { readonly pair: readonly [ShownPlan, ShownPlan] }) => {
  const { t, format, word } = useText(caseText);
  const rows = pair.map(({ plan }): readonly (readonly [string, string])[] => [
    [t('kind'), word('planKind', plan.kind)],
    [t('supplies', { kva: '' }), format.kva(plan.suppliesKva)],
    [t('total'), plan.priced ? format.yuan(plan.cost.likelyYuan) : '—'],
    [t('own'), plan.priced ? format.yuan(plan.cost.payers.customerYuan) : '—'],
    [t('time'), t('days.short', { days: plan.totalCalendarDays })],
    [t('secure'), t(`secure.${plan.security.nMinusOne ?? 'unknown'}`)],
    [t('route'), plan.sources.map(({ routeM }) => format.metres(routeM)).join(' + ')],
    [t('source'), plan.sources.map(({ nodeKind }) => word('sourceKind', nodeKind)).join(' + ')],
    [t('voltage'), plan.sources.map(({ supplyKv }) => `${supplyKv} kV`).join(' + ')],
    [t('metering'), word('meteringMode', plan.metering.mode)],
    [t('boundary'), word('boundaryKind', plan.boundary.kind)],
    [t('permits'), plan.approvals.map(({ name }) => word('approval', name)).join('、') || '—'],
    [t('grade'), word('grade', plan.grade)],
  ]);
  const [left = [], right = []] = rows;
  return (
    <table class="compare">
      <thead>
        <tr>
          <th scope="col">{t('col.item')}</th>
          {pair.map(({ number, plan }) => (
            <th key={plan.id} scope="col">
              {t('plan', { rank: number })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {left.map(([name, text], row) => {
          const other = right[row]?.[1] ?? '';
          return (
            <tr key={name} class={text === other ? 'same' : 'differs'}>
              <th scope="row">{name}</th>
              <td>{text}</td>
              <td>{other}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};
