import { useMemo, useState } from 'preact/hooks';
import type { WarningsAnswer } from '../../../contract/warnings.ts';
import { usePages } from '../../api/use-pages.ts';
import { useText } from '../../language/use-text.ts';
import { boxAround, boxOfRegions } from '../../map/box-of.ts';
import { LegendLine } from '../../map/legend.tsx';
import type { Box } from '../../map/place.ts';
import { Empty } from '../../parts/empty.tsx';
import { Field } from '../../parts/field.tsx';
import { LoadedView } from '../../parts/loaded-view.tsx';
import type { Room } from '../../shell/room.ts';
import { setQuery } from '../../shell/route.ts';
import { OneOf } from '../capacity/filters.tsx';
import { warnings } from '../messages/warnings.ts';
import { FoundList } from '../found-list.tsx';
import { MarkedMap } from '../marked-map.tsx';
import { RegionChoice, regionIn } from '../region-choice.tsx';
import { KINDS, type Warning, type WarningChoice, isShown, keyOf, readWarningChoice } from './choice.ts';
import { WarningCard } from './warning-card.tsx';
import { GRAVEST_FIRST, WARNING_LOOKS, markedOf } from './looks.ts';

const MOST = 3000;
/** Around an element that is warned of, so that its surroundings can be seen. */
const AROUND_M = 400;

/** Feeders that something is warned of on, the worst off first. */
function feedersOf(all: readonly Warning[]): readonly (readonly [id: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { feederId } of all)
    if (feederId !== null) counts.set(feederId, (counts.get(feederId) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}

interface FiltersProps {
  readonly all: readonly Warning[];
  readonly choice: WarningChoice;
}

const WarningFilters = ({ all, choice }: FiltersProps) => {
  const { t, word } = useText(warnings);
  const count = (kind: string): number => all.filter((one) => one.kind === kind).length;
  return (
    <div class="stack tight">
      <OneOf label={t('kind')} name="kind" values={KINDS} chosen={choice.kind}>
        {(kind) => (kind === 'all' ? t('kind.all') : `${word('warningKind', kind)} ${count(kind)}`)}
      </OneOf>
      <Field label={t('feeder')}>
        {(ids) => (
          <select
            {...ids}
            value={choice.feeder ?? ''}
            onChange={({ currentTarget }) => {
              setQuery({ feeder: currentTarget.value || null });
            }}
          >
            <option value="">{t('feeder.all')}</option>
            {feedersOf(all).map(([id, found]) => (
              <option key={id} value={id}>
                {`${id} · ${found}`}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
};

interface FoundProps {
  readonly found: readonly Warning[];
  readonly choice: WarningChoice;
  readonly onShow: (warning: Warning) => void;
}

const Found = ({ found, choice, onShow }: FoundProps) => {
  const { t } = useText(warnings);
  if (found.length === 0) {
    const isFiltered = choice.kind !== 'all' || choice.feeder !== null;
    return (
      <Empty title={t(isFiltered ? 'none.filtered' : 'none')}>
        <p>{t('none.hint')}</p>
      </Empty>
    );
  }
  return (
    <FoundList
      found={found}
      isChosen={(one) => keyOf(one) === choice.warning}
      more={(count) => t('more', { count })}
    >
      {(one, isChosen) => <WarningCard key={keyOf(one)} warning={one} isChosen={isChosen} onShow={onShow} />}
    </FoundList>
  );
};

const KindLines = () => {
  const { word } = useText(warnings);
  return (
    <>
      {GRAVEST_FIRST.map((kind) => (
        <LegendLine key={kind} name={WARNING_LOOKS[kind].name}>
          {word('warningKind', kind)}
        </LegendLine>
      ))}
    </>
  );
};

/** What has to be looked at in the grid now: since when, and what would end it. */
export const WarningsView: Room = (props) => {
  const { session, regions, query } = props;
  const { t } = useText(warnings);
  const region = regionIn(props);
  const choice = useMemo(() => readWarningChoice(query), [query.toString()]);
  const [focus, setFocus] = useState<Box | null>(null);
  const path = region === undefined ? null : '/v1/warnings';
  const loaded = usePages<WarningsAnswer>(session, path, { region: region?.id }, MOST);
  const all = loaded.value?.items;
  const found = useMemo(
    () => (all ?? []).filter((one) => isShown(choice, one)),
    [all, choice.kind, choice.feeder],
  );
  const marked = useMemo(() => markedOf(found), [found]);
  if (region === undefined) return <Empty title={t('none')} />;
  return (
    <main id="main" class="split planner">
      <div class="panel stack">
        <h1>{t('title')}</h1>
        <p class="soft">{t('lead')}</p>
        <RegionChoice regions={regions} chosen={region} />
        <LoadedView of={loaded} lines={8}>
          {({ items, first, isWhole }) => (
            <>
              <WarningFilters all={items} choice={choice} />
              <p role="status" class="soft">
                {t('count', { count: found.length })}
              </p>
              {!isWhole && <p class="notice warn">{t('partly', { count: items.length })}</p>}
              <Found
                key={`${choice.kind}/${choice.feeder ?? ''}`}
                found={found}
                choice={choice}
                onShow={({ at }) => {
                  if (at !== null) setFocus(boxAround(at, AROUND_M));
                }}
              />
              <p class="soft small">
                {t('asOf', { version: first.snapshot.version, ledger: first.ledgerVersion })}
              </p>
              <p class="soft small">{t('feed', { path: '/v1/warnings.atom' })}</p>
            </>
          )}
        </LoadedView>
      </div>
      <MarkedMap
        session={session}
        query={query}
        home={boxOfRegions([region])}
        focus={focus}
        marked={marked}
        chosenBy="warning"
      >
        <KindLines />
      </MarkedMap>
    </main>
  );
};
