import type { PublishedOnWire } from '../../../contract/publications.ts';
import { useText } from '../../language/use-text.ts';
import { leftName, loadName } from '../capacity/colour-of.ts';
import { publications } from '../messages/publications.ts';
import { ElementCell } from './element-cell.tsx';

const COLUMNS = ['open', 'loadRate', 'peak', 'committed'] as const;

const Dot = ({ name }: { readonly name: string }) => (
  <span class="dot" aria-hidden="true" style={{ background: `var(--${name})` }} />
);

/** The figures of a month, element by element. */
export const FigureRows = ({ elements }: { readonly elements: readonly PublishedOnWire[] }) => {
  const { t, format } = useText(publications);
  return (
    <table class="published">
      <caption class="unseen">{t('view.figures')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('element')}</th>
          {COLUMNS.map((name) => (
            <th key={name} scope="col" class="figure-cell">
              {t(name)}
            </th>
          ))}
          <th scope="col">{t('binding')}</th>
          <th scope="col">{t('grade')}</th>
        </tr>
      </thead>
      <tbody>
        {elements.map((one) => (
          <tr key={`${one.kind}/${one.id}`}>
            <ElementCell {...one} isThere />
            <td class="figure-cell" data-label={t('open')}>
              <Dot name={leftName(one.openKva)} />
              {one.openKva === null
                ? t('unknown')
                : one.openKva < 0
                  ? t('over', { kva: format.kva(-one.openKva) })
                  : format.kva(one.openKva)}
            </td>
            <td class="figure-cell" data-label={t('loadRate')}>
              <Dot name={loadName(one.loadRate)} />
              {one.loadRate === null ? t('unknown') : format.percent(one.loadRate, 1)}
            </td>
            <td class="figure-cell" data-label={t('peak')}>
              {format.kva(one.peakKva)}
            </td>
            <td class="figure-cell" data-label={t('committed')}>
              {format.kva(one.committedKva)}
            </td>
            <td class="finding-ids" data-label={t('binding')}>
              {one.bindingElementId ?? '—'}
            </td>
            <td data-label={t('grade')}>{one.grade}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
