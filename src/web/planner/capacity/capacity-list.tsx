import { useMemo, useState } from 'preact/hooks';
import type { CapacityListAnswer } from '../../../contract/capacity-list.ts';
import type { Loaded } from '../../api/use-loaded.ts';
import type { Pages } from '../../api/use-pages.ts';
import { useText } from '../../language/use-text.ts';
import type { Box } from '../../map/place.ts';
import { Empty } from '../../parts/empty.tsx';
import { LoadedView } from '../../parts/loaded-view.tsx';
import { setQuery } from '../../shell/route.ts';
import { capacity } from '../messages/capacity.ts';
import { type Choice, type ListName, SORTS } from './choice.ts';
import { leftName, loadName, securityName } from './colour-of.ts';
import type { Item } from './security.ts';

/** Kind of the elements of a list, as the chain is asked for. */
const KIND_OF: Readonly<Record<ListName, string>> = {
  feeders: 'feeder',
  'distribution-transformers': 'distribution-transformer',
  'main-transformers': 'main-transformer',
  substations: 'substation',
};

const SHOWN_AT_ONCE = 60;

/** What is unknown stands at the end, for nobody can say whether it is little or much. */
const COMPARE: Readonly<Record<Choice['sort'], (a: Item, b: Item) => number>> = {
  left: (a, b) => (a.openKva ?? Infinity) - (b.openKva ?? Infinity) || compareIds(a, b),
  load: (a, b) => (b.loadRate ?? -1) - (a.loadRate ?? -1) || compareIds(a, b),
  id: compareIds,
};

function compareIds(a: Item, b: Item): number {
  return a.id < b.id ? -1 : 1;
}

/** Where the map goes when an item is chosen. */
export const boxOfItem = ({ bbox, at }: Item): Box | null => {
  const [west, south, east, north] = bbox ?? [];
  if (west !== undefined && south !== undefined && east !== undefined && north !== undefined)
    return [west, south, east, north];
  return at === null ? null : [at.lon, at.lat, at.lon, at.lat];
};

const Swatch = ({ name }: { readonly name: string }) => (
  <span class="dot" aria-hidden="true" style={{ background: `var(--${name})` }} />
);

/** What a loss leaves, in words; the figure where there is one. */
const Security = ({ item }: { readonly item: Item }) => {
  const { t, format } = useText(capacity);
  const { nMinusOne = null, nMinusOneKva = null } = item;
  const isRoom = nMinusOne === true && nMinusOneKva !== null;
  const word = nMinusOne === null ? 'security.null' : nMinusOne ? 'security.yes' : 'security.no';
  return (
    <td class="figure-cell">
      <Swatch name={securityName(item)} />
      {isRoom ? t('security.room', { kva: format.kva(nMinusOneKva) }) : t(word)}
    </td>
  );
};

/** Which of the rows come first. */
const Order = ({ chosen }: { readonly chosen: Choice['sort'] }) => {
  const { t } = useText(capacity);
  return (
    <label class="row inline-choice">
      {t('sort')}
      <select
        value={chosen}
        onChange={({ currentTarget }) => {
          setQuery({ sort: currentTarget.value });
        }}
      >
        {SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {t(`sort.${sort}`)}
          </option>
        ))}
      </select>
    </label>
  );
};

interface RowProps {
  readonly item: Item;
  readonly kind: string;
  readonly withSecurity: boolean;
  readonly isChosen: boolean;
  readonly onChoose: (box: Box | null) => void;
}

const Row = ({ item, kind, withSecurity, isChosen, onChoose }: RowProps) => {
  const { t, format } = useText(capacity);
  const { id, name, openKva, loadRate, dedicated } = item;
  return (
    <tr class={isChosen ? 'chosen' : undefined}>
      <th scope="row">
        <button
          type="button"
          class="link"
          aria-pressed={isChosen}
          title={t('select', { name: name ?? id })}
          onClick={() => {
            setQuery({ kind, element: id });
            onChoose(boxOfItem(item));
          }}
        >
          {name ?? id}
        </button>
        {dedicated === true && kind === 'feeder' && <span class="tag">{t('dedicated')}</span>}
        {name !== null && name !== id && <span class="soft small item-id">{id}</span>}
      </th>
      <td class="figure-cell">
        <Swatch name={leftName(openKva)} />
        {openKva === null
          ? t('unknown')
          : openKva < 0
            ? t('over', { kva: format.kva(-openKva) })
            : format.kva(openKva)}
      </td>
      <td class="figure-cell">
        <Swatch name={loadName(loadRate)} />
        {loadRate === null ? t('unknown') : format.percent(loadRate)}
      </td>
      {withSecurity && <Security item={item} />}
      <td>{item.grade}</td>
    </tr>
  );
};

interface ListProps {
  readonly of: Loaded<Pages<Item, CapacityListAnswer>>;
  readonly choice: Choice;
  readonly onChoose: (box: Box | null) => void;
}

/** The same as the map in rows: what a reader without the map works with. */
export const CapacityList = ({ of, choice, onChoose }: ListProps) => {
  const { t } = useText(capacity);
  return (
    <LoadedView of={of} lines={8}>
      {({ items, isWhole }) => (
        <>
          <div class="row spread">
            <p role="status" class="soft">
              {t('count', { count: items.length })}
            </p>
            <Order chosen={choice.sort} />
          </div>
          {!isWhole && <p class="notice warn">{t('partly', { count: items.length })}</p>}
          {items.length === 0 ? (
            <Empty title={t('none')}>
              <p>{t('none.hint')}</p>
            </Empty>
          ) : (
            <Rows items={items} choice={choice} onChoose={onChoose} />
          )}
        </>
      )}
    </LoadedView>
  );
};

const Rows = ({ items, choice, onChoose }: Omit<ListProps, 'of'> & { readonly items: readonly Item[] }) => {
  const { t } = useText(capacity);
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const sorted = useMemo(() => [...items].sort(COMPARE[choice.sort]), [items, choice.sort]);
  const rest = sorted.length - shown;
  const kind = KIND_OF[choice.list];
  const withSecurity = choice.by === 'security';
  return (
    <>
      <div class="scroll-x">
        <table class="capacity-table">
          <caption class="unseen">{t(`list.${choice.list}`)}</caption>
          <thead>
            <tr>
              <th scope="col">{t('name')}</th>
              <th scope="col" class="figure-cell">
                {t('left')}
              </th>
              <th scope="col" class="figure-cell">
                {t('loadRate')}
              </th>
              {withSecurity && (
                <th scope="col" class="figure-cell">
                  {t('security')}
                </th>
              )}
              <th scope="col">{t('grade')}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, shown).map((item) => (
              <Row
                key={item.id}
                item={item}
                kind={kind}
                withSecurity={withSecurity}
                isChosen={choice.element?.id === item.id && choice.element.kind === kind}
                onChoose={onChoose}
              />
            ))}
          </tbody>
        </table>
      </div>
      {rest > 0 && (
        <button
          type="button"
          class="button"
          onClick={() => {
            setShown(shown + SHOWN_AT_ONCE);
          }}
        >
          {t('more', { count: Math.min(rest, SHOWN_AT_ONCE) })}
        </button>
      )}
    </>
  );
};
