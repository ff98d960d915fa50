import { useText } from '../../language/use-text.ts';
import { Field } from '../../parts/field.tsx';
import { apply } from '../../apply/messages/apply.ts';
import { screenings } from '../messages/screenings.ts';

const CATEGORIES = [
  'industrial',
  'commercial',
  'micro-enterprise',
  'residential',
  'agricultural',
  'public-service',
  'ev-charging',
] as const;
const DATUMS = ['WGS84', 'CGCS2000', 'GCJ02', 'BD09'] as const;

interface OneProps {
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [value: string, text: string])[];
}

const One = ({ name, label, options }: OneProps) => {
  const { t } = useText(screenings);
  return (
    <Field label={label}>
      {(ids) => (
        <select {...ids} name={name}>
          <option value="">{t('unsaid')}</option>
          {options.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
};

/** What holds for the sites that do not say it themselves. */
export const DefaultFields = () => {
  const { t } = useText(screenings);
  const { t: say } = useText(apply);
  return (
    <fieldset class="stack tight">
      <legend class="legend-label">{t('given')}</legend>
      <div class="screening-defaults">
        <One
          name="category"
          label={t('category')}
          options={CATEGORIES.map((one) => [one, say(`category.${one}`)])}
        />
        <One
          name="areaType"
          label={t('area')}
          options={[
            ['urban', t('area.urban')],
            ['rural', t('area.rural')],
          ]}
        />
        <One name="crs" label={t('crs')} options={DATUMS.map((one) => [one, one])} />
        <Field label={t('radius')}>
          {(ids) => <input {...ids} type="number" name="radiusM" min="1" max="15000" inputMode="numeric" />}
        </Field>
      </div>
    </fieldset>
  );
};
