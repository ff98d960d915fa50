import type { CustomerPlans } from '../../contract/customer-plans.ts';
import { useText } from '../language/use-text.ts';
import { planText } from '../messages/plan.ts';
import './bill.css';

type Priced = Pick<CustomerPlans['plans'][number], 'cost' | 'fees'>;

const SIDES = ['grid', 'connection', 'customer'] as const;

/** A payer with its colour. */
export const PayerMark = ({ payer }: { readonly payer: Priced['cost']['lines'][number]['payer'] }) => {
  const { word } = useText(planText);
  return (
    <span class="payer">
      <span class="payer-dot" aria-hidden="true" style={{ background: `var(--payer-${payer})` }} />
      {word('payer', payer)}
    </span>
  );
};

interface SideLinesProps {
  readonly plan: Priced;
  readonly side: (typeof SIDES)[number];
}

const SideLines = ({ plan, side }: SideLinesProps) => {
  const { format, word } = useText(planText);
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={4}>
          {word('side', side)}
        </th>
      </tr>
      {plan.cost.lines
        .filter((line) => line.side === side)
        .map((line, at) => (
          <tr key={`${line.item}${at}`}>
            <td>{line.name}</td>
            <td class="figure-cell">
              {format.number(line.quantity, 1)} {word('unit', line.unit)}
            </td>
            <td class="figure-cell">{format.yuanExact(line.likelyYuan)}</td>
            <td>
              <PayerMark payer={line.payer} />
            </td>
          </tr>
        ))}
    </tbody>
  );
};

/** The bill line by line, by the part of the works, each with who pays; and the fees beside it. */
export const Bill = ({ plan }: { readonly plan: Priced }) => {
  const { t, format, word } = useText(planText);
  return (
    <div class="stack tight">
      <div class="scroll-x" tabIndex={0} role="region" aria-label={t('bill')}>
        <table class="bill">
          <thead>
            <tr>
              <th scope="col">{t('bill.item')}</th>
              <th scope="col" class="figure-cell">
                {t('bill.quantity')}
              </th>
              <th scope="col" class="figure-cell">
                {t('bill.money')}
              </th>
              <th scope="col">{t('bill.payer')}</th>
            </tr>
          </thead>
          {SIDES.filter((side) => plan.cost.lines.some((line) => line.side === side)).map((side) => (
            <SideLines key={side} plan={plan} side={side} />
          ))}
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>
                {t('bill.sum')}
              </th>
              <td class="figure-cell">
                <b>{format.yuanExact(plan.cost.likelyYuan)}</b>
              </td>
              <td />
            </tr>
          </tfoot>
        </table>
      </div>
      {plan.fees.length > 0 && <h4>{t('fees')}</h4>}
      <ul class="plain small">
        {plan.fees.map((fee) => (
          <li key={fee.kind}>
            {word('feeKind', fee.kind)}：
            {fee.amountYuan === null ? word('feeStatus', fee.status) : format.yuan(fee.amountYuan)}
          </li>
        ))}
      </ul>
    </div>
  );
};
