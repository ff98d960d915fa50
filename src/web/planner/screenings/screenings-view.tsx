import type { ScreeningAnswer, ScreeningsAnswer } from '../../../contract/screenings.ts';
import { useCall } from '../../api/use-call.ts';
import { useText } from '../../language/use-text.ts';
import { Empty } from '../../parts/empty.tsx';
import { LoadedView } from '../../parts/loaded-view.tsx';
import { Link } from '../../shell/link.tsx';
import type { Room } from '../../shell/room.ts';
import { screenings } from '../messages/screenings.ts';
import { RegionChoice, regionIn } from '../region-choice.tsx';
import { StartScreening } from './start-screening.tsx';
import { StatusTag } from './status-tag.tsx';

const List = ({ items }: { readonly items: readonly ScreeningAnswer[] }) => {
  const { t, format } = useText(screenings);
  if (items.length === 0)
    return (
      <Empty title={t('none')}>
        <p>{t('none.hint')}</p>
      </Empty>
    );
  return (
    <table class="published">
      <thead>
        <tr>
          <th scope="col">{t('column.started')}</th>
          <th scope="col">{t('column.by')}</th>
          <th scope="col" class="figure-cell">
            {t('column.sites')}
          </th>
          <th scope="col">{t('column.status')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ id, createdAt, createdBy, sites, screened, status }) => (
          <tr key={id}>
            <th scope="row">
              <Link to={`/planner/screenings/${id}`}>{format.time(createdAt)}</Link>
            </th>
            <td data-label={t('column.by')}>{createdBy}</td>
            <td class="figure-cell" data-label={t('column.sites')}>
              {status === 'running' ? t('progress', { screened, sites }) : format.number(sites)}
            </td>
            <td data-label={t('column.status')}>
              <StatusTag status={status} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** Begins a screening, and lists those there are. */
export const ScreeningsView: Room = (props) => {
  const { session, regions } = props;
  const { t } = useText(screenings);
  const region = regionIn(props);
  const list = useCall<ScreeningsAnswer>(session, region === undefined ? null : '/v1/screenings', {
    region: region?.id,
  });
  if (region === undefined) return <Empty title={t('none')} />;
  return (
    <main id="main" class="page stack">
      <h1>{t('title')}</h1>
      <p class="soft">{t('lead')}</p>
      <RegionChoice regions={regions} chosen={region} />
      <StartScreening session={session} region={region.id} />
      <h2>{t('list')}</h2>
      <LoadedView of={list} lines={5}>
        {({ items }) => <List items={items} />}
      </LoadedView>
    </main>
  );
};
