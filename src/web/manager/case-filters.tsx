import { useText } from '../language/use-text.ts';
import { dayAfter, todayInChina } from '../clocks/days.ts';
import { manager } from './messages/manager.ts';
import { Field } from '../parts/field.tsx';
import type { RoomProps } from '../shell/room.ts';
import { setQuery } from '../shell/route.ts';
import { RegionField } from './region-field.tsx';
import { type CaseState, OPEN_STATES, STATES } from './state-tag.tsx';

const isState = (name: string): name is CaseState => (STATES as readonly string[]).includes(name);

/** States that the address asks for; without a word those in which there is something to do. */
export function statesOf(query: URLSearchParams): readonly CaseState[] | null {
  const asked = query.get('status');
  if (asked === null) return OPEN_STATES;
  return isState(asked) ? [asked] : null;
}

/** Deadlines within so many days are said to be near, for a look at the week. */
const NEAR_DAYS = 3;
const DUE = ['soon', 'overdue'] as const;

/** The part of the question that the address asks of deadlines. */
export function dueOf(query: URLSearchParams): { readonly overdue?: string; readonly dueBefore?: string } {
  const asked = DUE.find((one) => one === query.get('due'));
  if (asked === undefined) return {};
  return asked === 'overdue' ? { overdue: 'true' } : { dueBefore: dayAfter(todayInChina(), NEAR_DAYS + 1) };
}

const writeStatus = (value: string): void => {
  setQuery({ status: value === 'open' ? null : value, show: null });
};

type FiltersProps = Pick<RoomProps, 'regions' | 'query'>;

const StatusField = ({ query }: Pick<FiltersProps, 'query'>) => {
  const { t } = useText(manager);
  return (
    <Field label={t('filter.status')}>
      {(ids) => (
        <select
          {...ids}
          value={query.get('status') ?? 'open'}
          onChange={(event) => {
            writeStatus(event.currentTarget.value);
          }}
        >
          <option value="open">{t('filter.open')}</option>
          {STATES.map((state) => (
            <option key={state} value={state}>
              {t(`state.${state}`)}
            </option>
          ))}
          <option value="all">{t('filter.all')}</option>
        </select>
      )}
    </Field>
  );
};

const DueField = ({ query }: Pick<FiltersProps, 'query'>) => {
  const { t } = useText(manager);
  return (
    <Field label={t('filter.due')}>
      {(ids) => (
        <select
          {...ids}
          value={query.get('due') ?? ''}
          onChange={(event) => {
            setQuery({ due: event.currentTarget.value || null, show: null });
          }}
        >
          <option value="">{t('filter.due.all')}</option>
          {DUE.map((due) => (
            <option key={due} value={due}>
              {t(`filter.due.${due}`, { days: NEAR_DAYS })}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
};

/** Filters of the list of cases; they stand in the address, so that a list can be sent to a colleague. */
export const CaseFilters = ({ regions, query }: FiltersProps) => {
  const { t } = useText(manager);
  return (
    <form
      class="filters"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <StatusField query={query} />
      <DueField query={query} />
      {regions.length > 1 && <RegionField regions={regions} value={query.get('region') ?? ''} orAll />}
      <Field label={t('filter.text')}>
        {(ids) => (
          <input
            {...ids}
            type="search"
            value={query.get('find') ?? ''}
            placeholder={t('filter.text.hint')}
            onInput={(event) => {
              setQuery({ find: event.currentTarget.value || null });
            }}
          />
        )}
      </Field>
    </form>
  );
};
