import { useText } from '../../language/use-text.ts';
import { LEFT_STEPS } from '../../map/left-scale.ts';
import { Legend, LegendLine } from '../../map/legend.tsx';
import { capacity } from '../messages/capacity.ts';
import { cells } from '../messages/cells.ts';
import type { Colouring } from './choice.ts';
import { LOAD_STEPS } from './scales.ts';
import { SCARCE_KVA } from './security.ts';

interface StepLinesProps {
  /** What stands for the least step, and for grey. */
  readonly none: string;
  readonly unknown: string;
}

/** The steps of kVA, of what is left and of what fits alike. */
const StepLines = ({ none, unknown }: StepLinesProps) => {
  const { t, format } = useText(capacity);
  return (
    <>
      {LEFT_STEPS.map(({ fromKva, colour }) => (
        <LegendLine key={colour} name={colour}>
          {Number.isFinite(fromKva) ? t('legend.left.from', { from: format.number(fromKva) }) : none}
        </LegendLine>
      ))}
      <LegendLine name="left-unknown">{unknown}</LegendLine>
    </>
  );
};

const LeftLines = () => {
  const { t } = useText(capacity);
  return <StepLines none={t('legend.left.none')} unknown={t('legend.left.unknown')} />;
};

/** The steps of the load rate; a part of every legend that has it. */
export const LoadLines = () => {
  const { t } = useText(capacity);
  return (
    <>
      {LOAD_STEPS.map(({ fromPercent, colour }) => (
        <LegendLine key={colour} name={colour}>
          {fromPercent === 0
            ? t('legend.load.low', { percent: LOAD_STEPS[1]?.fromPercent ?? 0 })
            : t('legend.load.from', { percent: fromPercent })}
        </LegendLine>
      ))}
      <LegendLine name="left-unknown">{t('legend.load.unknown')}</LegendLine>
    </>
  );
};

const SecurityLines = () => {
  const { t } = useText(capacity);
  return (
    <>
      <LegendLine name="left-plenty">{t('legend.security.yes')}</LegendLine>
      <LegendLine name="left-some">{t('legend.security.little', { kva: SCARCE_KVA })}</LegendLine>
      <LegendLine name="left-none">{t('legend.security.no')}</LegendLine>
      <LegendLine name="left-unknown">{t('legend.security.unknown')}</LegendLine>
    </>
  );
};

/** What the colours of the cells stand for; those of what is left mean the same in both. */
const CellLines = ({ by }: { readonly by: Colouring }) => {
  const { t } = useText(cells);
  if (by === 'left') return <li class="soft">{t('legend')}</li>;
  return (
    <>
      <li class="soft">{t('legend.own')}</li>
      <StepLines none={t('legend.none')} unknown={t('legend.unknown')} />
    </>
  );
};

const LINES = { left: LeftLines, load: LoadLines, security: SecurityLines } as const;

interface CapacityLegendProps {
  readonly by: Colouring;
  readonly withCells: boolean;
}

/** What the colours of the capacity map stand for. */
export const CapacityLegend = ({ by, withCells }: CapacityLegendProps) => {
  const { t } = useText(capacity);
  const Lines = LINES[by];
  return (
    <Legend>
      <Lines />
      <li class="soft">{t('legend.dashed')}</li>
      {withCells && <CellLines by={by} />}
    </Legend>
  );
};
