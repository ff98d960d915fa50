import { useState } from 'preact/hooks';
import { useText } from '../../language/use-text.ts';
import { whatIf } from '../messages/what-if.ts';
import type { Change } from './changes.ts';

const SHOWN = 8;

interface ChangeTableProps {
  readonly title: string;
  readonly changes: readonly Change[];
  readonly show: (figure: number | null) => string;
  readonly isBad?: (figure: number) => boolean;
}

/** Figures before and after, what changes most first. */
export const ChangeTable = ({ title, changes, show, isBad = () => false }: ChangeTableProps) => {
  const { t } = useText(whatIf);
  const [isAll, setAll] = useState(false);
  if (changes.length === 0) return null;
  return (
    <section class="stack tight">
      <table class="change-table">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('element')}</th>
            <th scope="col" class="figure-cell">
              {t('before')}
            </th>
            <th scope="col" class="figure-cell">
              {t('after')}
            </th>
          </tr>
        </thead>
        <tbody>
          {(isAll ? changes : changes.slice(0, SHOWN)).map(({ id, before, after }) => (
            <tr key={id}>
              <th scope="row">{id}</th>
              <td class="figure-cell">{show(before)}</td>
              <td class="figure-cell">
                {show(after)}
                {after !== null && isBad(after) && <span class="tag bad">{t('overloaded')}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {changes.length > SHOWN && (
        <button
          type="button"
          class="button bare"
          aria-expanded={isAll}
          onClick={() => {
            setAll(!isAll);
          }}
        >
          {isAll ? t('show.some') : t('show.all', { count: changes.length })}
        </button>
      )}
    </section>
  );
};
