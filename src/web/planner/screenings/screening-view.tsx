import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ScreeningAnswer } from '../../../contract/screenings.ts';
import { useCall } from '../../api/use-call.ts';
import { type Loaded, useLoaded } from '../../api/use-loaded.ts';
import { useText } from '../../language/use-text.ts';
import { boxAround, boxOfRegions } from '../../map/box-of.ts';
import { LegendLine } from '../../map/legend.tsx';
import type { Box } from '../../map/place.ts';
import { LoadedView } from '../../parts/loaded-view.tsx';
import type { RoomProps } from '../../shell/room.ts';
import { setQuery } from '../../shell/route.ts';
import { OneOf } from '../capacity/filters.tsx';
import { type Marked, MarkedMap } from '../marked-map.tsx';
import { screenings } from '../messages/screenings.ts';
import { OUTCOMES, OUTCOME_CHOICES, OUTCOME_LOOKS, hasEnded } from './outcomes.ts';
import { type Results, type ScreenedRow, readResults } from './read-results.ts';
import { ResultRows } from './result-rows.tsx';
import { ScreeningHead } from './screening-head.tsx';

/** How often a running screening is asked how far it is, ms. */
const LOOK_MS = 2000;
/** Sites that a page can show; files have all of them. */
const MOST = 20_000;
/** Around a site, so that its surroundings can be seen. */
const AROUND_M = 800;

/** A screening, asked for again and again until it has ended. */
function useScreening(session: RoomProps['session'], id: string): Loaded<ScreeningAnswer> {
  const found = useCall<ScreeningAnswer>(session, `/v1/screenings/${id}`);
  const { value, isLoading, reload } = found;
  const isRunning = value !== null && !hasEnded(value.status);
  useEffect(() => {
    if (!isRunning || isLoading) return undefined;
    const timer = setTimeout(reload, LOOK_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [isRunning, isLoading]);
  return found;
}

const lineIn = (query: URLSearchParams): number | null => {
  const text = query.get('site');
  return text === null || !/^\d+$/u.test(text) ? null : Number(text);
};

interface ResultsPartProps {
  readonly of: ScreeningAnswer;
  readonly results: Results;
  readonly query: URLSearchParams;
  readonly rows: readonly ScreenedRow[];
  readonly onShow: (row: ScreenedRow) => void;
}

/** How many of each, and the rows of what is chosen. */
const ResultsPart = ({ of, results, query, rows, onShow }: ResultsPartProps) => {
  const { t, format } = useText(screenings);
  const counts: Readonly<Partial<Record<string, number>>> = of.outcomes;
  const notScreened = of.sites - of.screened;
  const choices = OUTCOME_CHOICES.filter(
    (one) => one === 'all' || (one === 'not-screened' ? notScreened : (counts[one] ?? 0)) > 0,
  );
  const chosen = choices.find((one) => one === query.get('outcome')) ?? 'all';
  return (
    <>
      <OneOf label={t('outcome')} name="outcome" values={choices} chosen={chosen}>
        {(one) =>
          one === 'all'
            ? t('outcome.all')
            : `${t(`outcome.${one}`)} ${format.number(one === 'not-screened' ? notScreened : (counts[one] ?? 0))}`
        }
      </OneOf>
      {!results.isWhole && (
        <p class="notice warn">{t('partly', { count: format.number(results.rows.length) })}</p>
      )}
      <ResultRows key={chosen} rows={rows} chosen={lineIn(query)} onShow={onShow} />
    </>
  );
};

/** Screened sites as the map marks them: what has to be looked at lies on top. */
const markedOf = (rows: readonly ScreenedRow[]): Marked[] =>
  [...rows]
    .sort((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome))
    .map(({ line, lon, lat, outcome }) => ({
      key: String(line),
      at: lon === null || lat === null ? null : { lon, lat },
      look: OUTCOME_LOOKS[outcome],
    }));

/** One screening: how far it is, and what became of each site, in rows and on the map. */
export const ScreeningView = ({ session, query, regions, id }: RoomProps & { readonly id: string }) => {
  const { t } = useText(screenings);
  const found = useScreening(session, id);
  const isOver = found.value !== null && hasEnded(found.value.status);
  const results = useLoaded(session, isOver ? id : null, (signal) =>
    readResults(session, id, { most: MOST, signal }),
  );
  const [focus, setFocus] = useState<Box | null>(null);
  const outcome = query.get('outcome');
  const rows = useMemo(
    () => (results.value?.rows ?? []).filter((row) => outcome === null || row.outcome === outcome),
    [results.value, outcome],
  );
  const marked = useMemo(() => markedOf(rows), [rows]);
  const show = ({ line, lon, lat }: ScreenedRow): void => {
    setQuery({ site: String(line) });
    if (lon !== null && lat !== null) setFocus(boxAround({ lon, lat }, AROUND_M));
  };
  return (
    <main id="main" class="split wide-panel">
      <div class="panel stack">
        <LoadedView of={found} lines={6}>
          {(of) => (
            <>
              <ScreeningHead session={session} of={of} onDone={found.reload} />
              {!isOver && <p class="soft">{t('waiting')}</p>}
              <LoadedView of={results} lines={8}>
                {(read) => <ResultsPart of={of} results={read} query={query} rows={rows} onShow={show} />}
              </LoadedView>
            </>
          )}
        </LoadedView>
      </div>
      {found.value !== null && (
        <MarkedMap
          session={session}
          query={query}
          home={boxOfRegions(regions.filter(({ id: one }) => one === found.value?.region))}
          focus={focus}
          marked={marked}
          chosenBy="site"
        >
          {OUTCOMES.map((one) => (
            <LegendLine key={one} name={OUTCOME_LOOKS[one].name}>
              {t(`outcome.${one}`)}
            </LegendLine>
          ))}
        </MarkedMap>
      )}
    </main>
  );
};
