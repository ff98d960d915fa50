import { useState } from 'preact/hooks';
import type { ScreeningAnswer } from '../../../contract/screenings.ts';
import { type Failure, call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { useText } from '../../language/use-text.ts';
import { issues } from '../../messages/problems.ts';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { Field } from '../../parts/field.tsx';
import { textOf } from '../../parts/text-of.ts';
import type { Session } from '../../session/session.ts';
import { goTo } from '../../shell/route.ts';
import { screenings } from '../messages/screenings.ts';
import { DefaultFields } from './default-fields.tsx';

const SHOWN_FAULTS = 20;
/** A row that has a fault, by its line and its column: `/lines/12/kva`. */
const LINE = /^\/lines\/(\d+)(?:\/(.*))?$/u;

type Problem = Extract<Failure, { kind: 'problem' }>['problem'];

/** The rows that cannot be screened: line, column, what is wrong. */
const BadRows = ({ problem }: { readonly problem: Problem }) => {
  const { t } = useText(screenings);
  const { t: say } = useText(issues);
  const { errors } = problem;
  return (
    <div class="notice bad" role="alert">
      <p class="notice-title">{t('badRows', { count: errors.length })}</p>
      <ul>
        {errors.slice(0, SHOWN_FAULTS).map(({ pointer, code, received }) => {
          const [, line = '', column = ''] = LINE.exec(pointer) ?? [];
          return (
            <li key={pointer + code}>
              <b>{line === '' ? pointer : t('line', { line, column })}</b> {say(code)}
              {received !== null && <span class="soft"> · {String(received)}</span>}
            </li>
          );
        })}
      </ul>
      {errors.length > SHOWN_FAULTS && <p>{t('moreRows', { count: errors.length - SHOWN_FAULTS })}</p>}
    </div>
  );
};

interface StartScreeningProps {
  readonly session: Session;
  readonly region: string;
}

/** Takes a file of sites, says which rows are at fault, and leads to the screening once it runs. */
export const StartScreening = ({ session, region }: StartScreeningProps) => {
  const { t } = useText(screenings);
  const [isMissing, setMissing] = useState(false);
  const start = useAction(async (file: File, data: FormData) => {
    const isJson = /json$/iu.test(file.name);
    const { id } = await call<ScreeningAnswer>(session, '/v1/screenings', {
      method: 'POST',
      query: {
        region,
        crs: textOf(data, 'crs'),
        category: textOf(data, 'category'),
        areaType: textOf(data, 'areaType'),
        radiusM: textOf(data, 'radiusM'),
        quarantine: data.has('quarantine') ? 'true' : null,
        joint: data.has('joint') ? 'true' : null,
      },
      file: new Blob([file], { type: isJson ? 'application/geo+json' : 'text/csv' }),
    });
    goTo(`/planner/screenings/${id}`);
  });
  const { failure } = start;
  const hasBadRows =
    failure?.kind === 'problem' && failure.problem.errors.some(({ pointer }) => LINE.test(pointer));
  return (
    <form
      class="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        const file = data.get('file');
        const isThere = file instanceof File && file.size > 0;
        setMissing(!isThere);
        if (isThere) start.run(file, data);
      }}
    >
      <h2>{t('new')}</h2>
      <Field label={t('file')} hint={t('file.hint')} fault={isMissing ? t('file.missing') : undefined}>
        {(ids) => <input {...ids} type="file" name="file" accept=".csv,.json,.geojson,text/csv" />}
      </Field>
      <DefaultFields />
      <label class="check">
        <input type="checkbox" name="quarantine" />
        {t('quarantine')}
      </label>
      <label class="check">
        <input type="checkbox" name="joint" />
        {t('joint')}
      </label>
      {failure !== null &&
        (hasBadRows ? <BadRows problem={failure.problem} /> : <FailureNotice failure={failure} />)}
      <div>
        <button type="submit" class="button main" disabled={start.isRunning}>
          {t(start.isRunning ? 'sending' : 'start')}
        </button>
      </div>
    </form>
  );
};
