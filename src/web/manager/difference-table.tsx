import type { SupplyPlansAnswer } from '../../contract/supply-plans-answer.ts';
import { useText } from '../language/use-text.ts';
import { manager } from './messages/manager.ts';
import { Empty } from '../parts/empty.tsx';
import { type Compared, type Difference, differences } from './differences.ts';

type PlanSet = Pick<SupplyPlansAnswer, 'plans'>;
const FIGURES = ['yuan', 'customerYuan', 'days', 'routeM'] as const satisfies readonly (keyof Compared)[];
const HEADINGS = {
  yuan: 'plan.cost',
  customerYuan: 'plan.customer',
  days: 'plan.days',
  routeM: 'plan.route',
} as const;

const Cell = ({ of, name }: { readonly of: Difference; readonly name: (typeof FIGURES)[number] }) => {
  const { t, format } = useText(manager);
  const say = (value: number | null): string => {
    if (name === 'days') return value === null ? '—' : t('plan.days.value', { days: value });
    return name === 'routeM' ? format.metres(value) : format.yuan(value);
  };
  const [was, is] = [of.before?.[name] ?? null, of.after?.[name] ?? null];
  const by = was === null || is === null ? 0 : is - was;
  return (
    <td class="figure-cell">
      {of.after === null ? <s class="soft">{say(was)}</s> : say(is)}
      {Math.abs(by) >= 0.5 && (
        <span class={`small change ${by > 0 ? 'up' : 'down'}`}>
          {by > 0 ? '▲ +' : '▼ −'}
          {say(Math.abs(by))}
        </span>
      )}
    </td>
  );
};

/** What a changed demand does to every way of supply: dearer, cheaper, new, or not possible any more. */
export const DifferenceTable = ({ before, after }: { readonly before: PlanSet; readonly after: PlanSet }) => {
  const { t, word } = useText(manager);
  const rows = differences(before, after);
  if (rows.length === 0) return <Empty title={t('plans.none')} />;
  return (
    <div class="scroll-x">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('plan.kind')}</th>
            {FIGURES.map((name) => (
              <th key={name} scope="col" class="figure-cell">
                {t(HEADINGS[name])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.kind + row.nodeIds.join()}>
              <th scope="row">
                {word('planKind', row.kind)}{' '}
                {row.after === null && <span class="tag bad">{t('try.gone')}</span>}
                {row.before === null && <span class="tag good">{t('try.new')}</span>}
                <span class="soft small">{row.nodeIds.join(' + ')}</span>
              </th>
              {FIGURES.map((name) => (
                <Cell key={name} of={row} name={name} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
