import { useEffect, useMemo, useState } from 'preact/hooks';
import type { WhatIfAnswer } from '../../../contract/what-if.ts';
import { call } from '../../api/call.ts';
import { type Loaded, useLoaded } from '../../api/use-loaded.ts';
import { useText } from '../../language/use-text.ts';
import { boxOfRegions } from '../../map/box-of.ts';
import { gridOverlay } from '../../map/grid-overlay.ts';
import { Legend } from '../../map/legend.tsx';
import { readMapState } from '../../map/map-state.ts';
import { MapView } from '../../map/map-view.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { Loading } from '../../parts/loading.tsx';
import type { Session } from '../../session/session.ts';
import type { Room, RoomProps } from '../../shell/room.ts';
import { setQuery } from '../../shell/route.ts';
import { useTheme } from '../../shell/theme.ts';
import { LoadLines } from '../capacity/capacity-legend.tsx';
import { elementAt } from '../capacity/element-at.ts';
import { OneOf } from '../capacity/filters.tsx';
import { whatIf } from '../messages/what-if.ts';
import { RegionChoice, regionIn } from '../region-choice.tsx';
import { LoadForm } from './load-form.tsx';
import { FIRST_LOAD, type TriedLoad, readLoads, writeLoads } from './loads.ts';
import { SwitchForm } from './switch-form.tsx';
import { type TriedSwitch, readSwitches, writeSwitches } from './switches.ts';
import { WhatIfResult } from './what-if-result.tsx';
import { whatIfOverlays } from './what-if-overlay.ts';

/** Lines carry no load: it hangs at a place. */
const LINES = ['feeder', 'section', 'lv-line', 'substation'];

/** Seasons whose peaks can be the base case; the first = the one with the greatest load. */
const SEASONS = ['greatest', 'summer', 'winter', 'unspecified'] as const;
type SeasonChoice = (typeof SEASONS)[number];

/** What is tried, as the address says it; `key` = all of it, `null` where nothing is. */
function readTrial(query: URLSearchParams) {
  const [loads, switches] = [query.get('loads'), query.get('switches')];
  const season: SeasonChoice = SEASONS.find((one) => one === query.get('season')) ?? 'greatest';
  const isNone = loads === null && switches === null;
  return { loads, switches, season, key: isNone ? null : JSON.stringify([loads, switches, season]) };
}

type Trial = ReturnType<typeof readTrial>;

/** The answer for what the address says. */
const useAnswer = (session: Session, region: string, { key, loads, switches, season }: Trial) =>
  useLoaded(session, key === null ? null : `${region} ${key}`, (signal) =>
    call<WhatIfAnswer>(session, '/v1/what-if', {
      method: 'POST',
      signal,
      body: {
        region,
        season: season === 'greatest' ? null : season,
        loads: readLoads(loads),
        switches: readSwitches(switches),
      },
    }),
  );

/** What is tried, as it is being changed: what the address says, and a place that a link asks to try. */
function useDraft(query: URLSearchParams) {
  const wanted = query.get('draft');
  const [loads, setLoads] = useState<readonly TriedLoad[]>(() => readLoads(query.get('loads')));
  const [switches, setSwitches] = useState<readonly TriedSwitch[]>(() => readSwitches(query.get('switches')));
  const add = (nodeId: string): void => {
    setLoads((before) =>
      before.some((load) => load.nodeId === nodeId) ? before : [...before, { nodeId, ...FIRST_LOAD }],
    );
  };
  useEffect(() => {
    if (wanted === null) return;
    add(wanted);
    setQuery({ draft: null });
  }, [wanted]);
  return { loads, setLoads, switches, setSwitches, add };
}

interface WhatIfMapProps extends RoomProps {
  readonly region: RoomProps['regions'][number];
  readonly draft: readonly TriedLoad[];
  readonly answer: WhatIfAnswer | null;
  readonly onAdd: (id: string) => void;
}

const WhatIfMap = ({ session, query, region, draft, answer, onAdd }: WhatIfMapProps) => {
  const { t } = useText(whatIf);
  const { theme } = useTheme();
  const overlays = useMemo(
    () => [gridOverlay({ opacity: 0.45 }), ...whatIfOverlays(draft, answer)],
    [theme, draft, answer],
  );
  return (
    <MapView
      session={session}
      home={boxOfRegions([region])}
      at={readMapState(query.get('map'))}
      grid=""
      overlays={overlays}
      onTap={(_, features) => {
        const found = elementAt(features.filter(({ sourceLayer }) => sourceLayer !== 'substations'));
        if (found !== null && !LINES.includes(found.kind)) onAdd(found.id);
      }}
    >
      <Legend>
        <li>{t('legend')}</li>
        <LoadLines />
        <li>
          <span class="ring accent" aria-hidden="true" /> {t('legend.load')}
        </li>
        <li>
          <span class="ring bad" aria-hidden="true" /> {t('legend.lowest')}
        </li>
      </Legend>
    </MapView>
  );
};

interface AnswerProps {
  readonly of: Loaded<WhatIfAnswer>;
  readonly trial: Trial;
  /** Something was changed since it was worked out. */
  readonly isStale: boolean;
}

const Answer = ({ of, trial, isStale }: AnswerProps) => {
  const { t } = useText(whatIf);
  const { value, failure, isLoading, reload } = of;
  return (
    <>
      {failure !== null && (
        <FailureNotice failure={failure} retry={reload} nameOf={(pointer) => nameOf(pointer, trial)} />
      )}
      {value !== null && isStale && <p class="notice warn">{t('stale')}</p>}
      {isLoading && value === null && <Loading />}
      {value !== null && trial.key !== null && <WhatIfResult answer={value} />}
    </>
  );
};

/** Loads and switches tried on the grid: voltages, loadings and ledger before and after. */
export const WhatIfView: Room = (props) => {
  const { session, regions, query } = props;
  const { t } = useText(whatIf);
  const { loads, setLoads, switches, setSwitches, add } = useDraft(query);
  const region = regionIn(props);
  const trial = readTrial(query);
  const answer = useAnswer(session, region?.id ?? '', trial);
  if (region === undefined) return <Empty title={t('none')} />;
  const written = { loads: writeLoads(loads), switches: writeSwitches(switches) };
  const isStale = written.loads !== trial.loads || written.switches !== trial.switches;
  return (
    <main id="main" class="split planner">
      <div class="panel stack">
        <h1>{t('title')}</h1>
        <p class="soft">{t('lead')}</p>
        <RegionChoice regions={regions} chosen={region} />
        <OneOf label={t('season')} name="season" values={SEASONS} chosen={trial.season}>
          {(value) => t(`season.${value}`)}
        </OneOf>
        <LoadForm loads={loads} onChange={setLoads} onAdd={add} />
        <SwitchForm switches={switches} onChange={setSwitches} />
        <div>
          <button
            type="button"
            class="button main"
            disabled={loads.length + switches.length === 0}
            onClick={() => {
              setQuery(written);
              if (!isStale) answer.reload();
            }}
          >
            {t(answer.isLoading ? 'running' : 'run')}
          </button>
        </div>
        <Answer of={answer} trial={trial} isStale={isStale} />
      </div>
      <WhatIfMap {...props} region={region} draft={loads} answer={answer.value} onAdd={add} />
    </main>
  );
};

/** `/loads/0/nodeId` → the id of the place it is about, `/switches/0/switchId` → that of the switch. */
function nameOf(pointer: string, { loads, switches }: Trial): string {
  const [, list, at] = /^\/(loads|switches)\/(\d+)\//u.exec(pointer) ?? [];
  const found =
    list === 'loads' ? readLoads(loads)[Number(at)]?.nodeId : readSwitches(switches)[Number(at)]?.switchId;
  return found ?? pointer;
}
