import type { ApplicationsAnswer } from '../../contract/application-lists.ts';
import { callBlob } from '../api/call.ts';
import { saveBlob } from '../api/save-blob.ts';
import { useAction } from '../api/use-action.ts';
import { useCall } from '../api/use-call.ts';
import { useText } from '../language/use-text.ts';
import { Empty } from '../parts/empty.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { Field } from '../parts/field.tsx';
import { LoadedView } from '../parts/loaded-view.tsx';
import { Link } from '../shell/link.tsx';
import type { RoomProps } from '../shell/room.ts';
import { setQuery } from '../shell/route.ts';
import { manager } from './messages/manager.ts';
import { RegionField } from './region-field.tsx';
import { weekOf } from './week-of.ts';

/** The cases that the meeting decides on. */
const Meeting = ({ session, region }: Pick<RoomProps, 'session'> & { readonly region: string }) => {
  const { t, format } = useText(manager);
  const up = useCall<ApplicationsAnswer>(session, '/v1/applications', {
    region,
    status: 'chosen,in-review',
    pageSize: 200,
  });
  return (
    <section class="stack tight">
      <h2>{t('weekly.meeting')}</h2>
      <LoadedView of={up}>
        {({ items: waiting }) => {
          const items = waiting.filter(({ choice }) => choice?.review === 'weekly-meeting');
          return items.length === 0 ? (
            <Empty title={t('weekly.meeting.none')} />
          ) : (
            <ul>
              {items.map(({ id, applicant, request, choice }) => (
                <li key={id}>
                  <Link to={`/manager/cases/${id}`}>{applicant.name}</Link>{' '}
                  {format.kva(request.demand.capacityKva)}{' '}
                  <span class="soft small">
                    {t('step.review.signed', { count: choice?.signatures ?? 0 })}
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </LoadedView>
    </section>
  );
};

/** The table for the weekly meeting, and what is up for review there. */
export const WeeklyView = ({ session, regions, query }: RoomProps) => {
  const { t } = useText(manager);
  const week = query.get('week') ?? weekOf(new Date());
  const asked = query.get('region');
  // A link may name a region of somebody else.
  const region = regions.find(({ id }) => id === asked)?.id ?? regions[0]?.id ?? '';
  const get = useAction(async () => {
    const table = await callBlob(session, '/v1/reports/weekly.xlsx', { query: { region, week } });
    saveBlob(table, `jiedian-${region}-${week}.xlsx`);
  });
  return (
    <main id="main" class="page stack">
      <h1>{t('weekly')}</h1>
      <p class="soft">{t('weekly.lead')}</p>
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          get.run();
        }}
      >
        {regions.length > 1 && <RegionField regions={regions} value={region} orAll={false} />}
        <Field label={t('weekly.week')}>
          {(ids) => (
            <input
              {...ids}
              type="week"
              value={week}
              required
              pattern="\d{4}-W\d{2}"
              onChange={(event) => {
                setQuery({ week: event.currentTarget.value });
              }}
            />
          )}
        </Field>
        <button type="submit" class="button main" disabled={get.isRunning}>
          {t('weekly.get')}
        </button>
      </form>
      {get.failure !== null && <FailureNotice failure={get.failure} />}
      <Meeting session={session} region={region} />
    </main>
  );
};
