import { useText } from '../language/use-text.ts';
import { Field } from '../parts/field.tsx';
import type { RoomProps } from '../shell/room.ts';
import { setQuery } from '../shell/route.ts';
import { capacity } from './messages/capacity.ts';

type Region = RoomProps['regions'][number];

/** The region that the address names, else the first of the token. */
export const regionIn = ({ regions, query }: Pick<RoomProps, 'regions' | 'query'>): Region | undefined =>
  regions.find(({ id }) => id === query.get('region')) ?? regions[0];

/** Lets a planner of several regions choose one. */
export const RegionChoice = ({
  regions,
  chosen,
}: {
  readonly regions: readonly Region[];
  readonly chosen: Region;
}) => {
  const { t } = useText(capacity);
  if (regions.length < 2) return null;
  return (
    <Field label={t('region')}>
      {(ids) => (
        <select
          {...ids}
          value={chosen.id}
          onChange={({ currentTarget }) => {
            setQuery({ region: currentTarget.value, element: null, map: null });
          }}
        >
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
