import type { ScreeningAnswer } from '../../../contract/screenings.ts';
import { call, callBlob } from '../../api/call.ts';
import { saveBlob } from '../../api/save-blob.ts';
import { useAction } from '../../api/use-action.ts';
import { useText } from '../../language/use-text.ts';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { SureButton } from '../../parts/sure-button.tsx';
import type { Session } from '../../session/session.ts';
import { Link } from '../../shell/link.tsx';
import { goTo } from '../../shell/route.ts';
import { screenings } from '../messages/screenings.ts';
import { hasEnded } from './outcomes.ts';
import { StatusTag } from './status-tag.tsx';

const FORMS = ['csv', 'ndjson', 'geojson'] as const;

interface ScreeningHeadProps {
  readonly session: Session;
  readonly of: ScreeningAnswer;
  readonly onDone: () => void;
}

/** How far it has come and when it ends. */
const Progress = ({ of }: Pick<ScreeningHeadProps, 'of'>) => {
  const { t, format } = useText(screenings);
  const { screened, sites, sitesPerSecond, estimatedEndAt, endedAt, status } = of;
  const counted = t('progress', { screened: format.number(screened), sites: format.number(sites) });
  return (
    <div class="stack tight">
      <progress class="screening-progress" max={Math.max(1, sites)} value={screened} aria-label={counted} />
      <p role="status">
        {counted}
        {sitesPerSecond !== null && ` · ${t('speed', { rate: format.number(sitesPerSecond, 1) })}`}
        {' · '}
        {hasEnded(status)
          ? t('ended', { time: format.time(endedAt) })
          : estimatedEndAt === null
            ? t('end.unknown')
            : t('end', { time: format.time(estimatedEndAt) })}
      </p>
    </div>
  );
};

/** What can be done with it: end it, remove it, take its results along. */
const Actions = ({ session, of, onDone }: ScreeningHeadProps) => {
  const { t } = useText(screenings);
  const path = `/v1/screenings/${of.id}`;
  const isOver = hasEnded(of.status);
  const end = useAction(async () => {
    await call(session, path, { method: 'DELETE' });
    if (isOver) goTo('/planner/screenings');
    else onDone();
  });
  const get = useAction(async (form: (typeof FORMS)[number]) => {
    saveBlob(await callBlob(session, `${path}/results.${form}`), `screening-${of.id}.${form}`);
  });
  const failure = end.failure ?? get.failure;
  return (
    <div class="stack tight no-print">
      <div class="row">
        {isOver &&
          FORMS.map((form) => (
            <button
              key={form}
              type="button"
              class="button"
              disabled={get.isRunning}
              onClick={() => {
                get.run(form);
              }}
            >
              {t('download')} {t(`download.${form}`)}
            </button>
          ))}
        <SureButton
          key={String(isOver)}
          label={t(isOver ? 'remove' : 'cancel')}
          question={t(isOver ? 'remove.sure' : 'cancel.sure')}
          onSure={end.run}
        />
      </div>
      {failure !== null && <FailureNotice failure={failure} />}
    </div>
  );
};

/** A screening: where it stands, when it ends, what can be done with it. */
export const ScreeningHead = (props: ScreeningHeadProps) => {
  const { t, format } = useText(screenings);
  const { of } = props;
  return (
    <header class="stack tight">
      <Link to="/planner/screenings" class="small">
        ← {t('title')}
      </Link>
      <div class="row spread">
        <h1>{format.time(of.createdAt)}</h1>
        <StatusTag status={of.status} />
      </div>
      <p class="soft">
        {of.createdBy} · {t('terms', { day: format.day(of.asOf) })}
      </p>
      <Progress of={of} />
      {of.error !== null && <p class="notice bad">{of.error}</p>}
      {of.versions.length > 1 && <p class="notice">{t('moved', { count: of.versions.length })}</p>}
      <Actions {...props} />
    </header>
  );
};
