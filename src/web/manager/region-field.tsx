import { useText } from '../language/use-text.ts';
import { Field } from '../parts/field.tsx';
import type { RoomProps } from '../shell/room.ts';
import { setQuery } from '../shell/route.ts';
import { manager } from './messages/manager.ts';

interface RegionFieldProps extends Pick<RoomProps, 'regions'> {
  readonly value: string;
  /** Every region at once can be asked for too. */
  readonly orAll: boolean;
}

/** The region that a view is about; it stands in the address. */
export const RegionField = ({ regions, value, orAll }: RegionFieldProps) => {
  const { t } = useText(manager);
  return (
    <Field label={t('filter.region')}>
      {(ids) => (
        <select
          {...ids}
          value={value}
          onChange={(event) => {
            setQuery({ region: event.currentTarget.value || null });
          }}
        >
          {orAll && <option value="">{t('filter.all')}</option>}
          {regions.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
};
