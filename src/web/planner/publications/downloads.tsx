import { callBlob } from '../../api/call.ts';
import { saveBlob } from '../../api/save-blob.ts';
import { useAction } from '../../api/use-action.ts';
import { language } from '../../language/language.ts';
import { useText } from '../../language/use-text.ts';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import type { Session } from '../../session/session.ts';
import { publications } from '../messages/publications.ts';

const FORMS = ['csv', 'xlsx', 'geojson', 'gpkg'] as const;

interface DownloadsProps {
  readonly session: Session;
  readonly region: string;
  readonly month: string;
}

/** The whole month as a file, in the reader's language. */
export const Downloads = ({ session, region, month }: DownloadsProps) => {
  const { t } = useText(publications);
  const [chosen] = language.use();
  const get = useAction(async (form: (typeof FORMS)[number]) => {
    const file = await callBlob(session, `/v1/publications/${month}.${form}`, {
      query: { region, language: chosen },
    });
    saveBlob(file, `${region}-${month}.${form}`);
  });
  return (
    <section class="stack tight no-print" aria-label={t('download')}>
      <p class="legend-label">{t('download')}</p>
      <div class="row">
        {FORMS.map((form) => (
          <button
            key={form}
            type="button"
            class="button"
            disabled={get.isRunning}
            onClick={() => {
              get.run(form);
            }}
          >
            {t(`download.${form}`)}
          </button>
        ))}
      </div>
      {get.failure !== null && <FailureNotice failure={get.failure} />}
    </section>
  );
};
