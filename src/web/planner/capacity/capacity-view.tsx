import { useMemo, useState } from 'preact/hooks';
import type { CapacityListAnswer } from '../../../contract/capacity-list.ts';
import type { CapacityMapAnswer } from '../../../contract/capacity-map.ts';
import type { ChainAnswer } from '../../../contract/chain.ts';
import { useCall } from '../../api/use-call.ts';
import { usePages } from '../../api/use-pages.ts';
import { useText } from '../../language/use-text.ts';
import { boxOfRegions } from '../../map/box-of.ts';
import { gridOverlay } from '../../map/grid-overlay.ts';
import { readMapState } from '../../map/map-state.ts';
import { MapView } from '../../map/map-view.tsx';
import type { Box } from '../../map/place.ts';
import { Empty } from '../../parts/empty.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import type { Room, RoomProps } from '../../shell/room.ts';
import { setQuery } from '../../shell/route.ts';
import { useTheme } from '../../shell/theme.ts';
import { capacity } from '../messages/capacity.ts';
import { cells } from '../messages/cells.ts';
import { RegionChoice, regionIn } from '../region-choice.tsx';
import { CapacityLegend } from './capacity-legend.tsx';
import { CapacityList } from './capacity-list.tsx';
import { CellCard } from './cell-card.tsx';
import { CELLS_ZOOM, cellsOverlay, spotOverlay } from './cells-overlay.ts';
import { type Choice, type ChosenElement, LISTS, askedSeason, readChoice, spotText } from './choice.ts';
import { chosenOverlay } from './chosen-overlay.ts';
import { elementAt } from './element-at.ts';
import { ElementLedger } from './element-ledger.tsx';
import { Filters, OneOf } from './filters.tsx';
import { gridColour, gridOpacity } from './scales.ts';
import { SubstationCard } from './substation-card.tsx';
import { useMapBox } from './use-map-box.ts';
import { useSecurity } from './use-security.ts';

/** Rows read for one list: more than anybody reads. */
const MOST_ITEMS = 2000;

/** What the service is asked for a choice. */
function useAnswers(props: RoomProps, choice: Choice, region: string, box: string | null) {
  const { session } = props;
  const { element, list, needKva, heavyPercent, inView, by, spot } = choice;
  const season = askedSeason(choice.season);
  const security = useSecurity(session, { region, season }, by === 'security');
  const items = usePages<CapacityListAnswer>(
    session,
    `/v1/capacity/${list}`,
    {
      region,
      season,
      minOpenKva: needKva,
      minLoadRate: heavyPercent === null ? null : heavyPercent / 100,
      bbox: inView ? box : null,
      include: by === 'security' && list !== 'distribution-transformers' ? 'n-minus-one' : null,
    },
    MOST_ITEMS,
  );
  const hasChain = element !== null && element.kind !== 'substation';
  const chain = useCall<ChainAnswer>(
    session,
    hasChain ? `/v1/elements/${encodeURIComponent(element.id)}/chain` : null,
    { region, season, kind: element?.kind },
  );
  // A box that is one place is answered with the cell around it.
  const cell = useCall<CapacityMapAnswer>(session, spot === null ? null : '/v1/capacity/map', {
    region,
    season,
    bbox: spot === null ? null : `${spotText(spot)},${spotText(spot)}`,
  });
  return { security, items, chain, cell, season };
}

type Answers = ReturnType<typeof useAnswers>;

/** What is drawn above the ground; made anew when something of it, or the theme, changes. */
function useOverlays(choice: Choice, { security, chain, cell }: Answers) {
  const { theme } = useTheme();
  const { by, needKva, heavyPercent, element, withCells, spot } = choice;
  const rows = element === null ? null : chain.value;
  const ring = spot === null ? undefined : cell.value?.features[0]?.geometry;
  return useMemo(() => {
    const grid = gridOverlay({
      colour: gridColour({ by }, security.classes),
      opacity: gridOpacity({ needKva, heavyPercent }),
    });
    const under = withCells ? [cellsOverlay({ needKva })] : [];
    const over = ring === undefined ? [] : [spotOverlay(ring)];
    if (element === null) return [...under, grid, ...over];
    const marked = {
      element,
      chain: rows?.chain.map(({ elementId }) => elementId) ?? [],
      binding: rows?.bindingElementId ?? null,
    };
    return [...under, chosenOverlay(marked), grid, ...over];
  }, [theme, by, security.classes, needKva, heavyPercent, element?.id, element?.kind, rows, withCells, ring]);
}

/** The capacity map, with the same in lists and the ledger of what is chosen. */
export const CapacityView: Room = (props) => {
  const { session, regions, query } = props;
  const { t } = useText(capacity);
  const choice = useMemo(() => readChoice(query), [query.toString()]);
  const [focus, setFocus] = useState<Box | null>(null);
  const [box, watch] = useMapBox();
  const region = regionIn(props);
  const answers = useAnswers(props, choice, region?.id ?? '', box);
  const overlays = useOverlays(choice, answers);
  if (region === undefined) return <Empty title={t('none')} />;
  const { by, list, withCells } = choice;
  const at = readMapState(query.get('map'));
  const { season, security } = answers;
  return (
    <main id="main" class="split planner">
      <div class="panel stack">
        <h1>{t('title')}</h1>
        <RegionChoice regions={regions} chosen={region} />
        <Filters choice={choice} />
        {security.loaded.failure !== null && (
          <FailureNotice failure={security.loaded.failure} retry={security.loaded.reload} />
        )}
        <Chosen {...props} choice={choice} answers={answers} region={region.id} />
        <section class="stack tight" aria-label={t('list')}>
          <OneOf label={t('list')} name="list" values={LISTS} chosen={list}>
            {(value) => t(`list.${value}`)}
          </OneOf>
          <CapacityList key={list} of={answers.items} choice={choice} onChoose={setFocus} />
        </section>
      </div>
      <MapView
        session={session}
        home={boxOfRegions([region])}
        at={at}
        grid={season === null ? '' : `?season=${season}`}
        overlays={overlays}
        focus={focus}
        onReady={watch}
        onTap={(place, features) => {
          const found = elementAt(features);
          const isCell = found === null && features.some(({ source }) => source === 'capacity');
          setQuery({
            kind: found?.kind ?? null,
            element: found?.id ?? null,
            spot: isCell ? spotText(place) : null,
          });
        }}
      >
        {withCells && <ZoomHint zoom={at?.zoom ?? 0} />}
        <CapacityLegend by={by} withCells={withCells} />
      </MapView>
    </main>
  );
};

/** Cells are drawn for a town, not for a county. */
const ZoomHint = ({ zoom }: { readonly zoom: number }) => {
  const { t } = useText(cells);
  return (
    <p class="map-note" role="status">
      {zoom < CELLS_ZOOM && t('zoom.in')}
    </p>
  );
};

/** The list on show may know what the chosen element is called. */
const nameIn = ({ items }: Answers, { id }: ChosenElement): string | null =>
  items.value?.items.find((item) => item.id === id)?.name ?? null;

interface ChosenProps extends RoomProps {
  readonly choice: Choice;
  readonly answers: Answers;
  readonly region: string;
}

const Chosen = ({ session, choice: { element, spot }, answers, region }: ChosenProps) => {
  const { t } = useText(capacity);
  if (element === null) {
    if (spot !== null) return <CellCard of={answers.cell} />;
    return <p class="soft small">{t('choose.hint')}</p>;
  }
  return element.kind === 'substation' ? (
    <SubstationCard session={session} region={region} season={answers.season} id={element.id} />
  ) : (
    <ElementLedger element={element} name={nameIn(answers, element)} of={answers.chain} />
  );
};
