import { useMemo } from 'preact/hooks';
import type { PublicationAnswer, PublicationsAnswer } from '../../../contract/publications.ts';
import { useCall } from '../../api/use-call.ts';
import { useText } from '../../language/use-text.ts';
import { Empty } from '../../parts/empty.tsx';
import { Field } from '../../parts/field.tsx';
import { LoadedView } from '../../parts/loaded-view.tsx';
import type { Session } from '../../session/session.ts';
import type { Room } from '../../shell/room.ts';
import { setQuery } from '../../shell/route.ts';
import { OneOf } from '../capacity/filters.tsx';
import { publications } from '../messages/publications.ts';
import { RegionChoice, regionIn } from '../region-choice.tsx';
import { KINDS, type PublicationChoice, REASONS, SHOWN, monthNow, readPublicationChoice } from './choice.ts';
import { Downloads } from './downloads.tsx';
import { MonthChanges, MonthFigures } from './month-rows.tsx';
import { PublishMonth } from './publish-month.tsx';

interface SelectFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  /** What else of the address falls with it. */
  readonly clears?: string;
}

/** One of some, written into the address; an empty value is left out of it. */
const SelectField = ({ name, label, value, options, clears }: SelectFieldProps) => (
  <Field label={label}>
    {(ids) => (
      <select
        {...ids}
        value={value}
        onChange={({ currentTarget }) => {
          setQuery({
            [name]: currentTarget.value || null,
            ...(clears === undefined ? {} : { [clears]: null }),
          });
        }}
      >
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    )}
  </Field>
);

interface MonthFieldsProps {
  readonly months: readonly PublicationAnswer[];
  readonly month: string;
  readonly choice: PublicationChoice;
}

/** Which month, against which, and which of its elements. */
const MonthFields = ({ months, month, choice }: MonthFieldsProps) => {
  const { t } = useText(publications);
  const { shown, kind, since, reason } = choice;
  const previous = months.find((one) => one.month === month)?.previous ?? null;
  const earlier = months.filter((one) => one.month < month && one.month !== previous);
  const own = ({ month: one }: PublicationAnswer): [string, string] => [one, one];
  return (
    <div class="stack tight">
      <div class="filters">
        <SelectField name="month" label={t('month')} value={month} options={months.map(own)} clears="since" />
        {shown === 'changes' && previous !== null && (
          <>
            <SelectField
              name="since"
              label={t('since')}
              value={since ?? ''}
              options={[['', t('since.previous', { month: previous })], ...earlier.map(own)]}
            />
            <SelectField
              name="reason"
              label={t('reason')}
              value={reason ?? ''}
              options={[
                ['', t('reason.all')],
                ...REASONS.map((one): [string, string] => [one, t(`reason.${one}`)]),
              ]}
            />
          </>
        )}
      </div>
      <div class="row">
        <OneOf label={t('view')} name="shown" values={SHOWN} chosen={shown}>
          {(one) => t(`view.${one}`)}
        </OneOf>
        <OneOf label={t('kind')} name="kind" values={KINDS} chosen={kind}>
          {(one) => t(`kind.${one}`)}
        </OneOf>
      </div>
    </div>
  );
};

/** Who froze a month, from what, and who outside may know it. */
const MonthHead = ({ of }: { readonly of: PublicationAnswer }) => {
  const { t, format } = useText(publications);
  const { publishedBy: who, publishedAt, asOf, dataVersion, ledgerVersion, policy, audience } = of;
  return (
    <section class="stack tight">
      <h2>{of.month}</h2>
      <p>{t('month.by', { who, time: format.time(publishedAt), day: format.day(asOf) })}</p>
      <p class="soft small">
        {t('versions', { version: dataVersion, ledger: ledgerVersion, policy: policy.id })}
      </p>
      <p class="soft small">
        {t(`outside.${audience.customers}`)} <span class="tag">{audience.rule}</span>
      </p>
    </section>
  );
};

interface MonthProps extends MonthFieldsProps {
  readonly session: Session;
  readonly region: string;
}

const Month = ({ session, region, months, month, choice }: MonthProps) => {
  const { t } = useText(publications);
  const of = months.find((one) => one.month === month);
  if (of === undefined)
    return (
      <Empty title={t('none')}>
        <p>{t('none.hint')}</p>
      </Empty>
    );
  const props = { session, region, month, choice };
  return (
    <>
      <MonthFields months={months} month={month} choice={choice} />
      <MonthHead of={of} />
      <Downloads session={session} region={region} month={month} />
      {choice.shown === 'changes' ? <MonthChanges {...props} /> : <MonthFigures {...props} />}
    </>
  );
};

/** The months that were published, month against month, and their files. */
export const PublicationsView: Room = (props) => {
  const { session, regions, query } = props;
  const { t } = useText(publications);
  const region = regionIn(props);
  const choice = useMemo(() => readPublicationChoice(query), [query.toString()]);
  const listed = useCall<PublicationsAnswer>(session, region === undefined ? null : '/v1/publications', {
    region: region?.id,
  });
  if (region === undefined) return <Empty title={t('none')} />;
  const now = monthNow();
  return (
    <main id="main" class="page stack">
      <h1>{t('title')}</h1>
      <p class="soft">{t('lead')}</p>
      <RegionChoice regions={regions} chosen={region} />
      <LoadedView of={listed} lines={6}>
        {({ items: months }) => (
          <>
            {!months.some(({ month }) => month >= now) && (
              <PublishMonth
                session={session}
                region={region.id}
                month={now}
                onDone={(month) => {
                  setQuery({ month, since: null });
                  listed.reload();
                }}
              />
            )}
            <Month
              session={session}
              region={region.id}
              months={months}
              month={choice.month ?? months[0]?.month ?? now}
              choice={choice}
            />
          </>
        )}
      </LoadedView>
    </main>
  );
};
