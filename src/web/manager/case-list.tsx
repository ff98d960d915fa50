import type { ApplicationsAnswer } from '../../contract/application-lists.ts';
import type { ApplicationAnswer } from '../../contract/applications.ts';
import { useCall } from '../api/use-call.ts';
import { useText } from '../language/use-text.ts';
import { manager } from './messages/manager.ts';
import { Empty } from '../parts/empty.tsx';
import { LoadedView } from '../parts/loaded-view.tsx';
import { Link } from '../shell/link.tsx';
import type { RoomProps } from '../shell/room.ts';
import { setQuery } from '../shell/route.ts';
import { CaseFilters, dueOf, statesOf } from './case-filters.tsx';
import { Deadline } from './deadline.tsx';
import { Due } from './due.tsx';
import { StateTag } from './state-tag.tsx';

/** The text is looked for in what the list shows; the service knows no search by name. */
const holds = ({ id, applicant, externalNumber, request }: ApplicationAnswer, text: string): boolean =>
  [id, applicant.name, externalNumber, request.site.address].some((field) =>
    field?.toLowerCase().includes(text.toLowerCase()),
  );

const PAGE = 100;
/** So many cases are shown at once at most: the service gives no longer page. */
const MOST = 200;

const Row = ({ one }: { readonly one: ApplicationAnswer }) => {
  const { t, word, format } = useText(manager);
  return (
    <tr>
      <th scope="row">
        <Link to={`/manager/cases/${one.id}`}>{one.applicant.name}</Link>
        <span class="soft small">{one.externalNumber ?? one.request.site.address}</span>
      </th>
      <td data-label={t('column.type')}>{word('businessType', one.businessType)}</td>
      <td data-label={t('column.demand')} class="figure-cell">
        {one.request.demand.capacityKva === null
          ? `${format.number(one.request.demand.equipmentKw)} kW`
          : format.kva(one.request.demand.capacityKva)}
      </td>
      <td data-label={t('column.status')}>
        <StateTag state={one.status} />
      </td>
      <td data-label={t('column.deadline')}>
        <Deadline clocks={one.clocks} />
      </td>
      <td data-label={t('column.due')}>
        <Due day={one.choice?.validUntil ?? one.validUntil} />
      </td>
      <td data-label={t('column.updated')}>{format.time(one.updatedAt)}</td>
    </tr>
  );
};

const COLUMNS = ['applicant', 'type', 'demand', 'status', 'deadline', 'due', 'updated'] as const;

const Table = ({ cases }: { readonly cases: readonly ApplicationAnswer[] }) => {
  const { t } = useText(manager);
  return (
    <table class="cases">
      <caption class="small soft">{t('cases.count', { count: cases.length })}</caption>
      <thead>
        <tr>
          {COLUMNS.map((name) => (
            <th key={name} scope="col" class={name === 'demand' ? 'figure-cell' : ''}>
              {t(`column.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {cases.map((one) => (
          <Row key={one.id} one={one} />
        ))}
      </tbody>
    </table>
  );
};

/** The applications a manager may see, the newest first. */
export const CaseList = ({ session, regions, query }: RoomProps) => {
  const { t } = useText(manager);
  const pageSize = Math.min(MOST, Number(query.get('show') ?? PAGE) || PAGE);
  const list = useCall<ApplicationsAnswer>(session, '/v1/applications', {
    status: statesOf(query),
    region: query.get('region'),
    ...dueOf(query),
    pageSize,
  });
  const text = query.get('find') ?? '';
  return (
    <main id="main" class="page stack">
      <h1>{t('cases')}</h1>
      <CaseFilters regions={regions} query={query} />
      <LoadedView of={list} lines={8}>
        {({ items, next }) => {
          const shown = items.filter((one) => holds(one, text));
          if (shown.length === 0)
            return (
              <Empty title={t('cases.none')}>
                <p>{t('cases.none.hint')}</p>
              </Empty>
            );
          return (
            <>
              <Table cases={shown} />
              {next !== null && pageSize < MOST && (
                <button
                  type="button"
                  class="button"
                  onClick={() => {
                    setQuery({ show: String(MOST) });
                  }}
                >
                  {t('cases.more')}
                </button>
              )}
            </>
          );
        }}
      </LoadedView>
    </main>
  );
};
