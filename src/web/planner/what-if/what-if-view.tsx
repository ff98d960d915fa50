import { useEffect, useMemo, useState } from 'preact/hooks';
import type { WhatIfAnswer } from '../../../contract/what-if.ts';
import { call } from '../../api/call.ts';
import { useLoaded } from '../../api/use-loaded.ts';
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
import { whatIf } from '../messages/what-if.ts';
import { RegionChoice, regionIn } from '../region-choice.tsx';
import { LoadForm } from './load-form.tsx';
import { FIRST_LOAD, type TriedLoad, readLoads, writeLoads } from './loads.ts';
import { WhatIfResult } from './what-if-result.tsx';
import { whatIfOverlays } from './what-if-overlay.ts';

/** Lines carry no load: it hangs at a place. */
const LINES = ['feeder', 'section', 'lv-line', 'substation'];

/** The answer for the loads that the address names. */
function useAnswer(session: Session, region: string, loads: string | null) {
  const key = loads === null ? null : `${region} ${loads}`;
  return useLoaded(session, key, (signal) =>
    call<WhatIfAnswer>(session, '/v1/what-if', {
      method: 'POST',
      signal,
      body: { region, loads: readLoads(loads) },
    }),
  );
}

/** Loads as they are being changed: what the address says, and a place that a link asks to try. */
function useDraft({ query }: RoomProps) {
  const asked = query.get('loads');
  const wanted = query.get('draft');
  const [draft, setDraft] = useState<readonly TriedLoad[]>(() => readLoads(asked));
  const add = (nodeId: string): void => {
    setDraft((loads) =>
      loads.some((load) => load.nodeId === nodeId) ? loads : [...loads, { nodeId, ...FIRST_LOAD }],
    );
  };
  useEffect(() => {
    if (wanted === null) return;
    add(wanted);
    setQuery({ draft: null });
  }, [wanted]);
  return { asked, draft, setDraft, add };
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

/** Loads tried on the grid: voltages, loadings and ledger before and after. */
export const WhatIfView: Room = (props) => {
  const { session, regions } = props;
  const { t } = useText(whatIf);
  const { asked, draft, setDraft, add } = useDraft(props);
  const region = regionIn(props);
  const answer = useAnswer(session, region?.id ?? '', asked);
  if (region === undefined) return <Empty title={t('none')} />;
  const isStale = answer.value !== null && writeLoads(draft) !== asked;
  return (
    <main id="main" class="split planner">
      <div class="panel stack">
        <h1>{t('title')}</h1>
        <p class="soft">{t('lead')}</p>
        <RegionChoice regions={regions} chosen={region} />
        <LoadForm loads={draft} onChange={setDraft} onAdd={add} />
        <div>
          <button
            type="button"
            class="button main"
            disabled={draft.length === 0}
            onClick={() => {
              setQuery({ loads: writeLoads(draft) });
              if (writeLoads(draft) === asked) answer.reload();
            }}
          >
            {t(answer.isLoading ? 'running' : 'run')}
          </button>
        </div>
        {answer.failure !== null && (
          <FailureNotice
            failure={answer.failure}
            retry={answer.reload}
            nameOf={(pointer) => nameOfPlace(pointer, readLoads(asked))}
          />
        )}
        {isStale && <p class="notice warn">{t('stale')}</p>}
        {answer.isLoading && answer.value === null && <Loading />}
        {answer.value !== null && asked !== null && <WhatIfResult answer={answer.value} />}
      </div>
      <WhatIfMap {...props} region={region} draft={draft} answer={answer.value} onAdd={add} />
    </main>
  );
};

/** `/loads/0/nodeId` → the id of the place it is about. */
function nameOfPlace(pointer: string, loads: readonly TriedLoad[]): string {
  const at = /^\/loads\/(\d+)\//u.exec(pointer)?.[1];
  return at === undefined ? pointer : (loads[Number(at)]?.nodeId ?? pointer);
}
