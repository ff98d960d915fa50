import { useState } from 'preact/hooks';
import type { ChainAnswer } from '../../contract/chain.ts';
import { useText } from '../language/use-text.ts';
import { ledger } from '../messages/ledger.ts';
import './chain-ledger.css';

type Row = ChainAnswer['chain'][number];

/** What a chain's ledger is drawn from. */
export interface Ledger {
  readonly bindingElementId: string | null;
  readonly chain: readonly Row[];
}

const share = (kva: number, of: number): string => `${of <= 0 ? 0 : Math.max(0, (100 * kva) / of)}%`;

/** What is used and left of a limit, to scale: the limit is the whole width, or what flows where that is more. */
const Bar = ({ row }: { readonly row: Row }) => {
  const { t, format } = useText(ledger);
  const { peakKva, limitKva, committedKva, addedKva, leftKva } = row;
  if (peakKva === null || limitKva === null) return <span class="soft">{t('unknown')}</span>;
  const used = peakKva + committedKva + addedKva;
  const whole = Math.max(limitKva, used);
  const label = t('bar', {
    peak: format.kva(peakKva),
    committed: format.kva(committedKva),
    added: format.kva(addedKva),
    left: format.kva(leftKva),
    limit: format.kva(limitKva),
  });
  return (
    <span
      class={used > limitKva ? 'chain-bar over' : 'chain-bar'}
      role="img"
      aria-label={label}
      title={label}
    >
      <span class="bar-peak" style={{ width: share(peakKva, whole) }} />
      <span class="bar-committed" style={{ width: share(committedKva, whole) }} />
      <span class="bar-added" style={{ width: share(addedKva, whole) }} />
      {used > limitKva && <span class="bar-limit" style={{ left: share(limitKva, whole) }} />}
    </span>
  );
};

const Element = ({ row, isBinding }: { readonly row: Row; readonly isBinding: boolean }) => {
  const { t, format, word } = useText(ledger);
  const { kind, elementId, leftKva, season, quality, asOf } = row;
  return (
    <tr class={isBinding ? 'binding' : undefined}>
      <th scope="row">
        {word('elementKind', kind)} <span class="soft small">{elementId}</span>
        {isBinding && <span class="tag bad">{t('binding')}</span>}
        {quality !== null && (
          <span class="soft small chain-figures">
            {t('figures', {
              quality: word('quality', quality),
              season: season === null ? '—' : word('season', season),
              day: format.day(asOf),
            })}
          </span>
        )}
      </th>
      <td class="bar-cell">
        <Bar row={row} />
      </td>
      <td class="figure-cell">{leftKva === null ? t('unknown') : format.kva(leftKva)}</td>
    </tr>
  );
};

/** Many plain rows in one line: how many, and the least that is left on them. */
interface Folded {
  count: number;
  leastKva: number;
}

/** Line pieces that need not be read one by one: neither first nor binding nor without data. */
const isPlain = (row: Row, at: number, binding: string | null): boolean =>
  row.kind === 'section' && at > 0 && row.elementId !== binding && row.leftKva !== null;

function folded({ chain, bindingElementId }: Ledger): (Row | Folded)[] {
  const shown: (Row | Folded)[] = [];
  chain.forEach((row, at) => {
    const last = shown.at(-1);
    if (!isPlain(row, at, bindingElementId)) shown.push(row);
    else if (last !== undefined && 'count' in last) {
      last.count++;
      last.leastKva = Math.min(last.leastKva, row.leftKva ?? 0);
    } else shown.push({ count: 1, leastKva: row.leftKva ?? 0 });
  });
  return shown;
}

const Key = ({ chain }: { readonly chain: readonly Row[] }) => {
  const { t } = useText(ledger);
  const isAdded = chain.some(({ addedKva }) => addedKva > 0);
  const parts = isAdded ? (['peak', 'committed', 'added'] as const) : (['peak', 'committed'] as const);
  return (
    <ul class="plain row small chain-key" aria-hidden="true">
      {parts.map((part) => (
        <li key={part}>
          <span class={`chain-swatch bar-${part}`} /> {t(`part.${part}`)}
        </li>
      ))}
      <li>
        <span class="chain-swatch" /> {t('part.left')}
      </li>
    </ul>
  );
};

/** Every element of a chain with a bar: peak, what is in flight and held, what a new supply adds, what is left. */
export const ChainLedger = (of: Ledger) => {
  const { t, format } = useText(ledger);
  const [isAll, setAll] = useState(false);
  const { chain, bindingElementId } = of;
  const rows = isAll ? chain : folded(of);
  return (
    <div class="stack tight">
      <Key chain={chain} />
      <table class="chain-table">
        <caption class="unseen">{t('chain')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('element')}</th>
            <th scope="col">{t('use')}</th>
            <th scope="col" class="figure-cell">
              {t('part.left')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) =>
            'count' in row ? (
              <tr key={`folded-${at}`}>
                <td colSpan={3} class="soft small">
                  {t('hidden', { count: row.count, kva: format.kva(row.leastKva) })}
                </td>
              </tr>
            ) : (
              <Element
                key={`${row.kind}/${row.elementId}`}
                row={row}
                isBinding={row.elementId === bindingElementId}
              />
            ),
          )}
        </tbody>
      </table>
      {(isAll || rows.length < chain.length) && (
        <button
          type="button"
          class="button bare"
          aria-expanded={isAll}
          onClick={() => {
            setAll(!isAll);
          }}
        >
          {isAll ? t('some') : t('all', { count: chain.length })}
        </button>
      )}
    </div>
  );
};
