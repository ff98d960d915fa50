import type { CustomerPlans } from '../../contract/customer-plans.ts';
import { useText } from '../language/use-text.ts';
import { planText } from '../messages/plan.ts';
import './timeline.css';

type Timed = Pick<CustomerPlans['plans'][number], 'steps' | 'approvals'>;

const dayNumber = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / 86_400_000;

/** The steps to the supply on one line of time, with the days between and the permits they wait for. */
export const Timeline = ({ plan }: { readonly plan: Timed }) => {
  const { t, format, word } = useText(planText);
  const first = dayNumber(plan.steps[0]?.from ?? '');
  const whole = Math.max(1, dayNumber(plan.steps.at(-1)?.to ?? '') - first);
  return (
    <div class="stack tight">
      <ol class="plain timeline">
        {plan.steps.map((step) => (
          <li key={step.name}>
            <span>{word('step', step.name)}</span>
            <span class="soft small">
              {format.number(step.days, 1)} {word('dayKind', step.dayKind)} · {format.day(step.to)}
              {step.estimated && ' *'}
            </span>
            <span class="timeline-track" aria-hidden="true">
              <span
                style={{
                  left: `${((dayNumber(step.from) - first) / whole) * 100}%`,
                  width: `${Math.max(1, ((dayNumber(step.to) - dayNumber(step.from)) / whole) * 100)}%`,
                }}
              />
            </span>
          </li>
        ))}
      </ol>
      {plan.steps.some(({ estimated }) => estimated) && <p class="soft small">{t('steps.hint')}</p>}
      {plan.approvals.length > 0 && (
        <p class="small">
          {t('approvals')}：
          {plan.approvals
            .map(({ name, mode }) => `${word('approval', name)}（${word('approvalMode', mode)}）`)
            .join('、')}
        </p>
      )}
    </div>
  );
};
