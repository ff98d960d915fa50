import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Map as MapLibre } from 'maplibre-gl';
import type { ApplicationAnswer } from '../../../contract/applications.ts';
import type { Issue } from '../../../contract/refusal.ts';
import { useAction } from '../../api/use-action.ts';
import { useText } from '../../language/use-text.ts';
import { boxAround, boxOfRegions } from '../../map/box-of.ts';
import { Legend, LegendLine } from '../../map/legend.tsx';
import { readMapState } from '../../map/map-state.ts';
import { MapView } from '../../map/map-view.tsx';
import { issues as issueTexts } from '../../messages/problems.ts';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import type { RoomProps } from '../../shell/room.ts';
import { goTo } from '../../shell/route.ts';
import { useTheme } from '../../shell/theme.ts';
import { apply } from '../messages/apply.ts';
import { siteOverlays } from '../../map/site-overlays.ts';
import { type Draft, bodyOf, draftOf, keepDraft, readDraft } from './draft.ts';
import { faultsOf } from './faults-of.ts';
import { NeedFields } from './need-fields.tsx';
import { PlaceFields } from './place-fields.tsx';
import { askOffer, changeApplication, sendApplication } from './send-application.ts';
import { WhoFields } from './who-fields.tsx';

const RADIUS_M = 1000;

interface ApplyViewProps extends RoomProps {
  /** The application to change; left out = a new one. */
  readonly changing?: ApplicationAnswer;
}

/** The state of the form: kept as it is typed, checked when it is sent, and from then on while it is mended. */
function useForm(
  session: RoomProps['session'],
  changing: ApplicationAnswer | undefined,
  form: { readonly current: HTMLFormElement | null },
) {
  const { t: say } = useText(issueTexts);
  const [draft, setDraft] = useState<Draft>(() => (changing === undefined ? readDraft() : draftOf(changing)));
  const [faults, setFaults] = useState<readonly Issue[]>([]);
  const change = (changes: Partial<Draft>): void => {
    const next = { ...draft, ...changes };
    setDraft(next);
    if (changing === undefined) keepDraft(next);
    if (faults.length > 0) setFaults(faultsOf(bodyOf(next)));
  };
  const sending = useAction(async () => {
    const id = changing?.id ?? (await sendApplication(session, bodyOf(draft)));
    if (changing !== undefined) await changeApplication(session, changing, bodyOf(draft));
    else keepDraft(null);
    await askOffer(session, id).catch(() => undefined);
    goTo(`/customer/cases/${id}`);
  });
  const send = (): void => {
    const found = faultsOf(bodyOf(draft));
    setFaults(found);
    if (found.length === 0) sending.run();
    else
      requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>('.has-fault :is(input, select)')?.focus(),
      );
  };
  const faultAt = (pointer: string): string | undefined => {
    const fault = faults.find(
      (one) => one.pointer === pointer || (pointer === '/demand/capacityKva' && one.pointer === '/demand'),
    );
    return fault === undefined ? undefined : say(fault.code);
  };
  return { draft, change, faultAt, send, sending };
}

/** The application: a short form beside the map that shows what is meant. */
export function ApplyView({ session, regions, query, changing }: ApplyViewProps) {
  const { t } = useText(apply);
  const [isDrawing, setDrawing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { draft, change, faultAt, send, sending } = useForm(session, changing, form);
  const props = { draft, change, faultAt };
  return (
    <main id="main" class="split">
      <form
        ref={form}
        class="panel stack roomy"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <header class="stack tight">
          <h1>{t(changing === undefined ? 'title' : 'changing')}</h1>
          <p class="soft">{t('lead')}</p>
        </header>
        <PlaceFields session={session} isDrawing={isDrawing} setDrawing={setDrawing} {...props} />
        <NeedFields {...props} />
        <WhoFields {...props} />
        {sending.failure !== null && <FailureNotice failure={sending.failure} />}
        <button type="submit" class="button main large" disabled={sending.isRunning}>
          {t(sending.isRunning ? 'sending' : changing === undefined ? 'send' : 'save')}
        </button>
      </form>
      <ApplyMap
        session={session}
        regions={regions}
        query={query}
        draft={draft}
        isDrawing={isDrawing}
        change={(changes) => {
          setDrawing(false);
          change(changes);
        }}
      />
    </main>
  );
}

interface ApplyMapProps extends Pick<RoomProps, 'session' | 'regions' | 'query'> {
  readonly draft: Draft;
  readonly isDrawing: boolean;
  readonly change: (changes: Partial<Draft>) => void;
}

/** The map of the form: a tap is the place, unless the red line is being drawn. */
function ApplyMap({ session, regions, query, draft, isDrawing, change }: ApplyMapProps) {
  const { t } = useText(apply);
  const { theme } = useTheme();
  const { place, plot, address } = draft;
  const [map, setMap] = useState<MapLibre | null>(null);
  const latest = useRef(change);
  latest.current = change;
  const overlays = useMemo(() => siteOverlays(place, plot, RADIUS_M), [place, plot, theme]);
  useEffect(() => {
    if (map === null || !isDrawing) return undefined;
    let end = (): void => undefined;
    let isOver = false;
    void import('./draw-plot.ts').then(({ drawPlot }) => {
      if (!isOver)
        end = drawPlot(map, (ring) => {
          latest.current({ plot: ring });
        });
    });
    return () => {
      isOver = true;
      end();
    };
  }, [map, isDrawing]);
  // A tap needs no flight: the place is on the screen already.
  const flight = place === null || address === '' ? null : boxAround(place, RADIUS_M * 1.1);
  return (
    <MapView
      session={session}
      home={place === null ? boxOfRegions(regions) : boxAround(place, RADIUS_M * 1.1)}
      at={readMapState(query.get('map'))}
      focus={flight}
      overlays={overlays}
      onTap={(at) => {
        if (!isDrawing) change({ place: at, address: '' });
      }}
      onReady={(ready) => {
        setMap(ready);
        return undefined;
      }}
    >
      <Legend>
        <LegendLine name="ink">{t('legend.site')}</LegendLine>
        <LegendLine name="accent">{t('legend.radius')}</LegendLine>
        <LegendLine name="bad">{t('legend.plot')}</LegendLine>
      </Legend>
    </MapView>
  );
}
