import { useId, useState } from 'preact/hooks';
import { useText } from '../../language/use-text.ts';
import type { CustomerOffer } from '../../apply/send-application.ts';
import { caseText } from '../messages/case.ts';

const WIDTH = 400;
const HEIGHT = 120;

interface StaircaseChartProps {
  readonly stairs: NonNullable<CustomerOffer['staircase']>;
  readonly askedKva: number;
  /** Asks for another size; `null` where the application can no longer change. */
  readonly onTake: ((kva: number) => void) | null;
}

interface BarsProps extends Pick<StaircaseChartProps, 'stairs'> {
  readonly at: number;
  readonly asked: number;
}

const Bars = ({ stairs, at, asked }: BarsProps) => {
  const most = Math.max(1, ...stairs.map(({ likelyYuan }) => likelyYuan));
  const wide = WIDTH / Math.max(1, stairs.length);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} class="stairs" aria-hidden="true" preserveAspectRatio="none">
      {stairs.map(({ upToKva, likelyYuan, customerYuan }, bar) => (
        <g key={upToKva} class={bar === at ? 'stair at' : bar === asked ? 'stair asked' : 'stair'}>
          <rect
            x={bar * wide + 1}
            width={wide - 2}
            y={HEIGHT - (likelyYuan / most) * HEIGHT}
            height={(likelyYuan / most) * HEIGHT}
          />
          <rect
            class="own"
            x={bar * wide + 1}
            width={wide - 2}
            y={HEIGHT - (customerYuan / most) * HEIGHT}
            height={(customerYuan / most) * HEIGHT}
          />
        </g>
      ))}
    </svg>
  );
};

/** What other standard sizes cost: a bar per size, the asked one marked; the slider moves over them. */
export const StaircaseChart = ({ stairs, askedKva, onTake }: StaircaseChartProps) => {
  const { t, format, word } = useText(caseText);
  const id = useId();
  const asked = Math.max(
    0,
    stairs.findIndex(({ upToKva }) => upToKva >= askedKva),
  );
  const [at, setAt] = useState(asked);
  const stair = stairs[at];
  if (stair === undefined) return null;
  const told = t('staircase.at', {
    kva: format.kva(stair.upToKva),
    supply: word('supplyClass', stair.supplyClass),
    money: format.yuan(stair.likelyYuan),
    own: format.yuan(stair.customerYuan),
    days: stair.totalCalendarDays,
  });
  return (
    <div class="stack tight">
      <Bars stairs={stairs} at={at} asked={asked} />
      <label for={id} class="unseen">
        {t('staircase.drag')}
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={stairs.length - 1}
        value={at}
        aria-valuetext={told}
        onInput={({ currentTarget }) => {
          setAt(Number(currentTarget.value));
        }}
      />
      <p class="small">{told}</p>
      <p class="small soft">{t('staircase.asked', { kva: format.kva(askedKva) })}</p>
      {onTake !== null && at !== asked && (
        <button
          type="button"
          class="button"
          onClick={() => {
            onTake(stair.upToKva);
          }}
        >
          {t('staircase.take', { kva: format.kva(stair.upToKva) })}
        </button>
      )}
    </div>
  );
};
