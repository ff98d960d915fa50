import type { PublicationChangesAnswer } from '../../../contract/publications.ts';
import { useText } from '../../language/use-text.ts';
import { publications } from '../messages/publications.ts';
import { ElementCell } from './element-cell.tsx';

type Change = PublicationChangesAnswer['items'][number];

interface PairProps {
  readonly label: string;
  readonly before: number | null | undefined;
  readonly after: number | null | undefined;
  readonly show: (value: number | null) => string;
}

/** A figure of both months; where it is the same it stands once. */
const Pair = ({ label, before, after, show }: PairProps) => {
  const isSame = before === after;
  const isMore = typeof before === 'number' && typeof after === 'number' && after > before;
  return (
    <td class="figure-cell" data-label={label}>
      {!isSame && before !== undefined && <span class="soft">{show(before)} → </span>}
      {after === undefined ? '—' : isSame ? show(after) : <b>{show(after)}</b>}
      {!isSame && typeof before === 'number' && typeof after === 'number' && (
        <span aria-hidden="true">{isMore ? ' ▲' : ' ▼'}</span>
      )}
    </td>
  );
};

/** What changed from one month to another, element by element, and why. */
export const ChangeRows = ({ changes }: { readonly changes: readonly Change[] }) => {
  const { t, say, format } = useText(publications);
  const kva = (value: number | null): string =>
    value === null ? t('unknown') : value < 0 ? t('over', { kva: format.kva(-value) }) : format.kva(value);
  return (
    <table class="published">
      <caption class="unseen">{t('view.changes')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('element')}</th>
          <th scope="col" class="figure-cell">
            {t('open')}
          </th>
          <th scope="col" class="figure-cell">
            {t('loadRate')}
          </th>
          <th scope="col">{t('because')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ kind, id, before, after, because }) => (
          <tr key={`${kind}/${id}`}>
            <ElementCell kind={kind} id={id} isThere={after !== null} />
            <Pair label={t('open')} before={before?.openKva} after={after?.openKva} show={kva} />
            <Pair
              label={t('loadRate')}
              before={before?.loadRate}
              after={after?.loadRate}
              show={(value) => (value === null ? t('unknown') : format.percent(value, 1))}
            />
            <td data-label={t('because')}>
              <ul class="plain small">
                {because.map(({ key, values }, at) => (
                  <li key={at}>{say('publicationReason', key, values)}</li>
                ))}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
