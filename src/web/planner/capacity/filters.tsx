import type { ComponentChildren } from 'preact';
import { useText } from '../../language/use-text.ts';
import { Field } from '../../parts/field.tsx';
import { setQuery } from '../../shell/route.ts';
import { capacity } from '../messages/capacity.ts';
import { cells } from '../messages/cells.ts';
import { COLOURINGS, type Choice, SEASONS } from './choice.ts';

interface OneOfProps<T extends string> {
  readonly label: string;
  /** Name in the address; the first value is left out of it. */
  readonly name: string;
  readonly values: readonly T[];
  readonly chosen: T;
  readonly children: (value: T) => ComponentChildren;
}

/** One of a few values, all of them to be seen. */
export const OneOf = <T extends string>({ label, name, values, chosen, children }: OneOfProps<T>) => (
  <fieldset class="one-of">
    <legend class="legend-label">{label}</legend>
    <div class="one-of-values">
      {values.map((value, at) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            checked={value === chosen}
            onChange={() => {
              setQuery({ [name]: at === 0 ? null : value });
            }}
          />
          <span>{children(value)}</span>
        </label>
      ))}
    </div>
  </fieldset>
);

interface FigureProps {
  readonly label: string;
  readonly hint: string;
  readonly name: string;
  readonly value: number | null;
}

/** A figure that filters, or nothing. */
const Figure = ({ label, hint, name, value }: FigureProps) => (
  <Field label={label} hint={hint}>
    {(ids) => (
      <input
        {...ids}
        type="number"
        min="0"
        inputMode="decimal"
        value={value ?? ''}
        onChange={({ currentTarget }) => {
          setQuery({ [name]: currentTarget.value === '' ? null : currentTarget.value });
        }}
      />
    )}
  </Field>
);

/** Whether the map shows what fits at each place. */
const CellsSwitch = ({ isOn }: { readonly isOn: boolean }) => {
  const { t } = useText(cells);
  return (
    <div>
      <label class="row">
        <input
          type="checkbox"
          aria-describedby="cells-hint"
          checked={isOn}
          onChange={({ currentTarget }) => {
            setQuery({ cells: currentTarget.checked ? '1' : null, spot: null });
          }}
        />
        {t('show')}
      </label>
      <p id="cells-hint" class="soft small">
        {t('show.hint')}
      </p>
    </div>
  );
};

/** What colours the map, for which season, and what is filtered. */
export const Filters = ({ choice }: { readonly choice: Choice }) => {
  const { t } = useText(capacity);
  const { by, season, needKva, heavyPercent, inView, withCells } = choice;
  const isFiltered = needKva !== null || heavyPercent !== null || inView;
  return (
    <div class="stack tight">
      <OneOf label={t('by')} name="by" values={COLOURINGS} chosen={by}>
        {(value) => t(`by.${value}`)}
      </OneOf>
      <OneOf label={t('season')} name="season" values={SEASONS} chosen={season}>
        {(value) => t(`season.${value}`)}
      </OneOf>
      <CellsSwitch isOn={withCells} />
      <details class="filters" open={isFiltered}>
        <summary>{t('filters')}</summary>
        <div class="filter-fields">
          <Figure label={t('need')} hint={t('need.hint')} name="need" value={needKva} />
          <Figure label={t('heavy')} hint={t('heavy.hint')} name="heavy" value={heavyPercent} />
        </div>
        <label class="row">
          <input
            type="checkbox"
            checked={inView}
            onChange={({ currentTarget }) => {
              setQuery({ inView: currentTarget.checked ? '1' : null });
            }}
          />
          {t('inView')}
        </label>
        {isFiltered && (
          <button
            type="button"
            class="button bare"
            onClick={() => {
              setQuery({ need: null, heavy: null, inView: null });
            }}
          >
            {t('reset')}
          </button>
        )}
      </details>
    </div>
  );
};
