import type { CapacityMapAnswer } from '../../../contract/capacity-map.ts';
import type { Loaded } from '../../api/use-loaded.ts';
import { useText } from '../../language/use-text.ts';
import { LoadedView } from '../../parts/loaded-view.tsx';
import { setQuery } from '../../shell/route.ts';
import { cells } from '../messages/cells.ts';
import type { ChosenElement } from './choice.ts';

export type Cell = CapacityMapAnswer['features'][number];
type Told = Cell['properties'];

/** A code from a newer service stands for itself. */
function useLimit(): (code: string) => string {
  const { t } = useText(cells);
  const isKnown = (key: string): key is keyof typeof cells.zh => Object.hasOwn(cells.zh, key);
  return (code) => {
    const key = `limit.${code}`;
    return isKnown(key) ? t(key) : code;
  };
}

/** The element whose ledger tells of a supply. */
const supplyOf = ({ way, placeId }: Told): ChosenElement | null =>
  placeId === null ? null : { kind: way === 'mv-cut-in' ? 'section' : 'node', id: placeId };

const Figures = ({ told }: { readonly told: Told }) => {
  const { t, format, word } = useText(cells);
  const sayLimit = useLimit();
  const { kva, nextKva, limit, way, placeId, bindingElementId, openKnownKva, maybeKva, grade } = told;
  const size = (one: number | null): string | null => (one === null ? null : format.kva(one));
  const isLargest = nextKva === null && kva !== null && placeId !== null;
  const rows: readonly (readonly [label: string, text: string | null])[] = [
    [t('next'), isLargest ? t('next.none') : size(nextKva)],
    [t('limit'), limit && sayLimit(limit)],
    [t('maybe'), size(maybeKva)],
    [t('supply'), way && `${word('planKind', way)} ${placeId ?? ''}`],
    [
      t('binding'),
      bindingElementId && t('binding.left', { id: bindingElementId, left: format.kva(openKnownKva) }),
    ],
    [t('grade'), grade],
  ];
  return (
    <dl class="cell-figures">
      {rows.map(
        ([label, text]) =>
          text !== null && (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ),
      )}
    </dl>
  );
};

const CellFacts = ({ answer, cell }: { readonly answer: CapacityMapAnswer; readonly cell: Cell }) => {
  const { t, format } = useText(cells);
  const { id, properties } = cell;
  const { kva } = properties;
  const supply = supplyOf(properties);
  return (
    <>
      <p class="headline">
        <span class="soft">{t('fits')}</span>{' '}
        <strong>{kva === null ? t('unknown') : kva === 0 ? t('nothing') : format.kva(kva)}</strong>
      </p>
      <Figures told={properties} />
      {supply !== null && (
        <button
          type="button"
          class="button"
          onClick={() => {
            setQuery({ kind: supply.kind, element: supply.id });
          }}
        >
          {t('ledger')}
        </button>
      )}
      <p class="soft small">{t('bound')}</p>
      <p class="soft small">
        {t('id', { id })} ·{' '}
        {t('asOf', {
          version: answer.snapshot.version,
          ledger: answer.ledgerVersion,
          day: format.day(answer.asOf),
        })}
      </p>
    </>
  );
};

/** What fits at a place of the map: the most, what holds the next size back, and the supply. */
export const CellCard = ({ of }: { readonly of: Loaded<CapacityMapAnswer> }) => {
  const { t } = useText(cells);
  return (
    <section class="card stack" aria-labelledby="cell-title">
      <div class="row spread">
        <h2 id="cell-title">{t('title')}</h2>
        <button
          type="button"
          class="button bare"
          onClick={() => {
            setQuery({ spot: null });
          }}
        >
          {t('close')}
        </button>
      </div>
      <LoadedView of={of} lines={4}>
        {(answer) =>
          answer.features.slice(0, 1).map((cell) => <CellFacts key={cell.id} answer={answer} cell={cell} />)
        }
      </LoadedView>
    </section>
  );
};
