import type { ApplicationsAnswer } from '../../contract/application-lists.ts';
import type { ApplicationAnswer } from '../../contract/applications.ts';
import { useCall } from '../api/use-call.ts';
import { useText } from '../language/use-text.ts';
import { Empty } from '../parts/empty.tsx';
import { LoadedView } from '../parts/loaded-view.tsx';
import { Link } from '../shell/link.tsx';
import type { Room } from '../shell/room.ts';
import { openClock } from '../clocks/open-clock.ts';
import { DeadlineLine } from './case/deadline.tsx';
import { StateTag } from './case/state-tag.tsx';
import { needOf } from './case/need-of.ts';
import { caseText } from './messages/case.ts';

const CaseCard = ({ application }: { readonly application: ApplicationAnswer }) => {
  const { t, format } = useText(caseText);
  const { id, status, request, applicant, createdAt, choice, clocks } = application;
  const clock = openClock(clocks);
  return (
    <li class="card case-card">
      <div class="row spread">
        <Link to={`/customer/cases/${id}`} class="case-name">
          {request.site.address ?? applicant.name}
        </Link>
        <StateTag state={status} />
      </div>
      <p>
        <b>{needOf(request.demand, format)}</b>
        <span class="soft"> · {applicant.name}</span>
      </p>
      <p class="soft">{t(`next.${status}`, { day: format.day(choice?.validUntil ?? null) })}</p>
      {clock !== undefined && <DeadlineLine clock={clock} />}
      <p class="soft small">{t('applied', { day: format.time(createdAt) })}</p>
    </li>
  );
};

/** The customer's applications, the newest first, each with what comes next. */
export const MyCases: Room = ({ session }) => {
  const { t } = useText(caseText);
  const cases = useCall<ApplicationsAnswer>(session, '/v1/applications', { pageSize: 100 });
  const apply = (
    <Link to="/customer/new" class="button main">
      {t('new')}
    </Link>
  );
  return (
    <main id="main" class="page narrow stack">
      <div class="row spread">
        <h1>{t('mine')}</h1>
        {cases.value !== null && cases.value.items.length > 0 && apply}
      </div>
      <LoadedView of={cases}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('none')}>
              <p>{t('none.hint')}</p>
              {apply}
            </Empty>
          ) : (
            <ul class="plain stack">
              {items.map((application) => (
                <CaseCard key={application.id} application={application} />
              ))}
            </ul>
          )
        }
      </LoadedView>
    </main>
  );
};
