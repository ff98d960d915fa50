import { useText } from '../language/use-text.ts';
import { ChoiceField, TextField } from './controls.tsx';
import type { FormProps } from './form-props.ts';
import { apply } from './messages/apply.ts';

const IMPORTANCE = ['ordinary', 'special', 'first', 'second', 'temporary'] as const;
const TARIFFS = ['residential', 'industrial-commercial', 'agricultural'] as const;

/** What rules tell apart and staff knows: importance, class of tariff, power factor. */
export const RuleFields = (form: FormProps) => {
  const { t, word } = useText(apply);
  return (
    <>
      <ChoiceField
        form={form}
        name="importance"
        pointer="/demand/importance"
        label={t('importance')}
        options={IMPORTANCE.map((one) => [one, word('importance', one)])}
      />
      <ChoiceField
        form={form}
        name="tariff"
        pointer="/customer/tariff"
        label={t('tariff')}
        options={[
          ['', t('area.unknown')],
          ...TARIFFS.map((one): [string, string] => [one, word('tariffClass', one)]),
        ]}
      />
      <TextField
        form={form}
        name="powerFactor"
        pointer="/demand/powerFactor"
        label={t('powerFactor')}
        hint={t('powerFactor.hint')}
        inputMode="decimal"
      />
    </>
  );
};
