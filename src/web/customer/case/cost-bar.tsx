import { useText } from '../../language/use-text.ts';
import { caseText } from '../messages/case.ts';
import type { CustomerPlan } from './plan-set.ts';

const PAYERS = ['customer', 'shared', 'undecided', 'government', 'utility'] as const;

/** Who pays which part, as lengths; the same in words for who cannot see it. */
export const CostBar = ({ payers }: { readonly payers: CustomerPlan['cost']['payers'] }) => {
  const { word, format } = useText(caseText);
  const parts = PAYERS.map((payer) => ({ payer, yuan: payers[`${payer}Yuan`] })).filter(
    ({ yuan }) => yuan > 0,
  );
  return (
    <ul class="plain cost-bar">
      {parts.map(({ payer, yuan }) => (
        <li
          key={payer}
          style={{ flexGrow: yuan, background: `var(--payer-${payer})` }}
          title={`${word('payer', payer)} ${format.yuan(yuan)}`}
        >
          <span class="unseen">
            {word('payer', payer)} {format.yuan(yuan)}
          </span>
        </li>
      ))}
    </ul>
  );
};
