import type { ComponentChildren } from 'preact';
import { useText } from '../language/use-text.ts';
import { manager } from './messages/manager.ts';
import { Bill } from '../parts/bill.tsx';
import { ChainLedger } from '../parts/chain-ledger.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { planText } from '../messages/plan.ts';
import type { Plan } from './plans-table.tsx';

const Electrical = ({ plan }: { readonly plan: Plan }) => {
  const { t, format } = useText(manager);
  const checked = plan.sources.flatMap(({ nodeId, electrical }) =>
    electrical === null ? [] : [{ nodeId, electrical }],
  );
  if (checked.length === 0) return null;
  return (
    <section class="stack tight">
      <h3>{t('electrical')}</h3>
      {checked.map(({ nodeId, electrical }) => (
        <dl key={nodeId} class="facts">
          <div>
            <dt>{t('electrical.voltage')}</dt>
            <dd>{format.number(electrical.minVoltagePu, 4)} pu</dd>
          </div>
          <div>
            <dt>{t('electrical.loading')}</dt>
            <dd>{format.number(electrical.maxLoadingPercent, 1)}%</dd>
          </div>
          <div>
            <dt>{t('electrical.fault')}</dt>
            <dd>
              {format.number(electrical.faultLevelKa, 1)} / {format.number(electrical.breakingKa, 1)} kA
            </dd>
          </div>
        </dl>
      ))}
    </section>
  );
};

const Why = ({ plan }: { readonly plan: Plan }) => {
  const { t, say } = useText(manager);
  if (plan.because.length === 0) return null;
  return (
    <section class="stack tight">
      <h3>{t('because')}</h3>
      <ul>
        {plan.because.map(({ key, values, rule }) => (
          <li key={key + JSON.stringify(values)}>
            {say('reason', key, values)} {rule !== null && <span class="tag">{rule}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
};

/** One plan whole, as staff check it: ledger of every chain, electrical figures, reasons. */
export const PlanDetail = ({
  plan,
  children,
}: {
  readonly plan: Plan;
  readonly children?: ComponentChildren;
}) => {
  const { t, word } = useText(manager);
  const { t: say } = useText(planText);
  return (
    <article class="card stack" aria-label={word('planKind', plan.kind)}>
      <h2>
        {plan.rank}. {word('planKind', plan.kind)}
      </h2>
      {children}
      <section class="stack tight">
        <h3>{t('ledger')}</h3>
        {plan.sources.map(({ role, nodeId, chain, bindingElementId }) => (
          <div key={role + nodeId} class="stack tight">
            <p>{t('ledger.of', { role: word('sourceRole', role), node: nodeId })}</p>
            <ChainLedger chain={chain} bindingElementId={bindingElementId} />
          </div>
        ))}
      </section>
      <section class="stack tight">
        <h3>{say('bill')}</h3>
        <Bill plan={plan} />
      </section>
      <section class="stack tight">
        <h3>{say('steps')}</h3>
        <Timeline plan={plan} />
      </section>
      <Electrical plan={plan} />
      <Why plan={plan} />
    </article>
  );
};
