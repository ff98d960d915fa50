import { useMemo, useState } from 'preact/hooks';
import type { FindingsAnswer } from '../../../contract/findings.ts';
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
import { findingNames, findings } from '../messages/findings.ts';
import { FoundList } from '../found-list.tsx';
import { MarkedMap } from '../marked-map.tsx';
import { RegionChoice, regionIn } from '../region-choice.tsx';
import { type Finding, type FindingChoice, SEVERITIES, isShown, keyOf, readFindingChoice } from './choice.ts';
import { FindingCard } from './finding-card.tsx';
import { FINDING_LOOKS, WORST_FIRST, markedOf } from './looks.ts';

const MOST = 3000;
/** Around a finding, so that its surroundings can be seen. */
const AROUND_M = 300;

const FindingFilters = ({
  all,
  choice,
}: {
  readonly all: readonly Finding[];
  readonly choice: FindingChoice;
}) => {
  const { t } = useText(findings);
  const { t: name } = useText(findingNames);
  const counts = new Map<Finding['code'], number>();
  for (const { code } of all) counts.set(code, (counts.get(code) ?? 0) + 1);
  return (
    <div class="stack tight">
      <OneOf label={t('severity')} name="severity" values={SEVERITIES} chosen={choice.severity}>
        {(value) => t(`severity.${value}`)}
      </OneOf>
      <Field label={t('code')}>
        {(ids) => (
          <select
            {...ids}
            value={choice.code ?? ''}
            onChange={({ currentTarget }) => {
              setQuery({ code: currentTarget.value || null });
            }}
          >
            <option value="">{t('code.all')}</option>
            {[...counts].map(([code, count]) => (
              <option key={code} value={code}>
                {`${name(code)} · ${count}`}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
};

interface FoundProps {
  readonly found: readonly Finding[];
  readonly chosen: string | null;
  readonly isFiltered: boolean;
  readonly onShow: (finding: Finding) => void;
}

const Found = ({ found, chosen, isFiltered, onShow }: FoundProps) => {
  const { t } = useText(findings);
  if (found.length === 0)
    return (
      <Empty title={t(isFiltered ? 'none.filtered' : 'none')}>
        <p>{t('none.hint')}</p>
      </Empty>
    );
  return (
    <FoundList found={found} isChosen={(one) => keyOf(one) === chosen} more={(count) => t('more', { count })}>
      {(one, isChosen) => <FindingCard finding={one} isChosen={isChosen} onShow={onShow} />}
    </FoundList>
  );
};

/** What the doctor found in the record, on the map and in words. */
export const FindingsView: Room = (props) => {
  const { session, regions, query } = props;
  const { t } = useText(findings);
  const region = regionIn(props);
  const choice = useMemo(() => readFindingChoice(query), [query.toString()]);
  const [focus, setFocus] = useState<Box | null>(null);
  const path = region === undefined ? null : '/v1/findings';
  const loaded = usePages<FindingsAnswer>(session, path, { region: region?.id }, MOST);
  const all = loaded.value?.items;
  const found = useMemo(
    () => (all ?? []).filter((one) => isShown(choice, one)),
    [all, choice.severity, choice.code],
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
          {({ items, isWhole }) => (
            <>
              <FindingFilters all={items} choice={choice} />
              <p role="status" class="soft">
                {t('count', { count: found.length })}
              </p>
              {!isWhole && <p class="notice warn">{t('partly', { count: items.length })}</p>}
              <Found
                key={`${choice.severity}/${choice.code ?? ''}`}
                found={found}
                chosen={choice.finding}
                isFiltered={choice.severity !== 'all' || choice.code !== null}
                onShow={({ at }) => {
                  if (at !== null) setFocus(boxAround(at, AROUND_M));
                }}
              />
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
        chosenBy="finding"
      >
        {WORST_FIRST.map((severity) => (
          <LegendLine key={severity} name={FINDING_LOOKS[severity].name}>
            {`${t(`severity.${severity}`)} · ${t(`severity.${severity}.means`)}`}
          </LegendLine>
        ))}
      </MarkedMap>
    </main>
  );
};
