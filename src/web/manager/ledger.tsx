import type { SupplyPlansAnswer } from '../../contract/supply-plans-answer.ts';
import { useText } from '../language/use-text.ts';
import { manager } from '../messages/manager.ts';

type Source = SupplyPlansAnswer['plans'][number]['sources'][number];
type ChainRow = Source['chain'][number];

/** Parts of a bar, from its left end. */
export const SHARES = ['peak', 'committed', 'added'] as const;

/** How much of its limit each part of an element takes, in percent; beyond the limit the bar is full. */
export function sharesOf(row: ChainRow): Readonly<Record<(typeof SHARES)[number], number>> | null {
  const { limitKva, peakKva, committedKva, addedKva } = row;
  if (limitKva === null || limitKva <= 0 || peakKva === null) return null;
  const whole = Math.max(limitKva, peakKva + committedKva + addedKva);
  const percent = (kva: number): number => (100 * Math.max(0, kva)) / whole;
  return { peak: percent(peakKva), committed: percent(committedKva), added: percent(addedKva) };
}

const Bar = ({ row }: { readonly row: ChainRow }) => {
  const { t, format } = useText(manager);
  const shares = sharesOf(row);
  if (shares === null) return <span class="use-bar unknown">{t('ledger.unknown')}</span>;
  const figures = { peak: row.peakKva, committed: row.committedKva, added: row.addedKva };
  const said = SHARES.map((share) => `${t(`ledger.${share}`)} ${format.kva(figures[share])}`).join(', ');
  return (
    <span class="use-bar" role="img" aria-label={said} title={said}>
      {SHARES.map((share) => (
        <span key={share} class={`use-${share}`} style={{ width: `${shares[share]}%` }} />
      ))}
    </span>
  );
};

const Row = ({ row, isBinding }: { readonly row: ChainRow; readonly isBinding: boolean }) => {
  const { t, word, format } = useText(manager);
  const facts = {
    season: row.season === null ? '—' : word('season', row.season),
    quality: row.quality === null ? '—' : word('quality', row.quality),
    day: format.day(row.asOf),
    rule: row.rule,
  };
  return (
    <tr class={isBinding ? 'is-binding' : ''}>
      <th scope="row">
        {word('elementKind', row.kind)} {isBinding && <span class="tag bad">{t('ledger.binding')}</span>}
        <span class="soft small">{row.elementId}</span>
      </th>
      <td>
        <Bar row={row} />
        <span class="soft small">{t('ledger.row', facts)}</span>
      </td>
      <td class="figure-cell">{format.kva(row.limitKva)}</td>
      <td class="figure-cell">
        <b>{format.kva(row.leftKva)}</b>
      </td>
    </tr>
  );
};

/** What every element on the way up carries, promised and left; the one that binds is marked. */
export const Ledger = ({ source }: { readonly source: Source }) => {
  const { t, word } = useText(manager);
  return (
    <div class="scroll-x">
      <table class="ledger">
        <caption>{t('ledger.of', { role: word('sourceRole', source.role), node: source.nodeId })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('ledger.element')}</th>
            <th scope="col">
              {SHARES.map((share) => (
                <span key={share} class="key">
                  <span class={`swatch use-${share}`} aria-hidden="true" /> {t(`ledger.${share}`)}
                </span>
              ))}
            </th>
            <th scope="col" class="figure-cell">
              {t('ledger.limit')}
            </th>
            <th scope="col" class="figure-cell">
              {t('ledger.left')}
            </th>
          </tr>
        </thead>
        <tbody>
          {source.chain.map((row) => (
            <Row
              key={`${row.elementId} ${row.rule}`}
              row={row}
              isBinding={row.elementId === source.bindingElementId}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
};
