import { useState } from 'preact/hooks';
import { useText } from '../../language/use-text.ts';
import { Empty } from '../../parts/empty.tsx';
import { issues } from '../../messages/problems.ts';
import { screeningReasons, screenings } from '../messages/screenings.ts';
import { OUTCOME_LOOKS } from './outcomes.ts';
import type { ScreenedRow } from './read-results.ts';

const SHOWN_AT_ONCE = 60;

/** Why a site has not got what was asked: in a word, with what it could have, and what the row said wrongly. */
const Why = ({ row }: { readonly row: ScreenedRow }) => {
  const { t, format } = useText(screenings);
  const { t: why } = useText(screeningReasons);
  const { t: fault } = useText(issues);
  const { outcome, reason, detail, counterKva } = row;
  const say = outcome === 'refused' ? fault : why;
  // A referral is for its size; what was missed around it says nothing of it.
  if (outcome === 'fits' || (outcome === 'referral' && counterKva === null)) return <>—</>;
  return (
    <>
      {reason !== null && outcome !== 'referral' && (say(reason as never) as string | undefined)}
      {detail !== null && <span class="soft small item-id">{detail}</span>}
      {counterKva !== null && (
        <span class="small item-id">{t('counter', { kva: format.kva(counterKva) })}</span>
      )}
    </>
  );
};

interface RowProps {
  readonly row: ScreenedRow;
  readonly isChosen: boolean;
  readonly onShow: (row: ScreenedRow) => void;
}

const Row = ({ row, isChosen, onShow }: RowProps) => {
  const { t, word, format } = useText(screenings);
  const { id, outcome, kind, feederId, likelyYuan, customerYuan, totalCalendarDays, leftKva } = row;
  return (
    <tr class={isChosen ? 'chosen' : undefined}>
      <th scope="row">
        <button
          type="button"
          class="link"
          aria-pressed={isChosen}
          title={t('show', { id })}
          onClick={() => {
            onShow(row);
          }}
        >
          {id}
        </button>
        <span class="small item-id">
          <span
            class="dot"
            aria-hidden="true"
            style={{ background: `var(--${OUTCOME_LOOKS[outcome].name})` }}
          />
          {t(`outcome.${outcome}`)}
        </span>
      </th>
      <td data-label={t('plan')}>
        {kind === null ? '—' : word('planKind', kind)}
        {feederId !== null && <span class="soft small item-id">{feederId}</span>}
      </td>
      <td class="figure-cell" data-label={t('cost')}>
        {format.yuan(likelyYuan)}
        <span class="soft small item-id">
          {t('customer')} {format.yuan(customerYuan)}
        </span>
      </td>
      <td class="figure-cell" data-label={t('days')}>
        {totalCalendarDays === null ? '—' : t('days.value', { days: totalCalendarDays })}
      </td>
      <td class="finding-ids" data-label={t('binding')}>
        {row.bindingElementId ?? '—'}
        {leftKva !== null && (
          <span class="soft small item-id">
            {t('left')} {format.kva(leftKva)}
          </span>
        )}
      </td>
      <td data-label={t('why')}>
        <Why row={row} />
      </td>
    </tr>
  );
};

interface ResultRowsProps {
  readonly rows: readonly ScreenedRow[];
  readonly chosen: number | null;
  readonly onShow: (row: ScreenedRow) => void;
}

const COLUMNS = ['site', 'plan', 'cost', 'days', 'binding', 'why'] as const;
const FIGURES: readonly string[] = ['cost', 'days'];

/** The result of each site, in the order of the upload; the chosen one first. */
export const ResultRows = ({ rows, chosen, onShow }: ResultRowsProps) => {
  const { t } = useText(screenings);
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  if (rows.length === 0) return <Empty title={t('results.none')} />;
  const first = rows.find(({ line }) => line === chosen);
  const rest = rows.filter((row) => row !== first).slice(0, shown);
  return (
    <>
      <table class="published">
        <caption class="unseen">{t('outcome')}</caption>
        <thead>
          <tr>
            {COLUMNS.map((name) => (
              <th key={name} scope="col" class={FIGURES.includes(name) ? 'figure-cell' : undefined}>
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...(first === undefined ? [] : [first]), ...rest].map((row) => (
            <Row key={row.line} row={row} isChosen={row === first} onShow={onShow} />
          ))}
        </tbody>
      </table>
      {rows.length > shown && (
        <button
          type="button"
          class="button"
          onClick={() => {
            setShown(shown + SHOWN_AT_ONCE);
          }}
        >
          {t('more', { count: Math.min(SHOWN_AT_ONCE, rows.length - shown) })}
        </button>
      )}
    </>
  );
};
