import { useText } from '../language/use-text.ts';
import { ChoiceField, TextField } from './controls.tsx';
import type { FormProps } from './form-props.ts';
import { apply } from './messages/apply.ts';

const TYPES = ['new', 'increase', 'temporary'] as const;

/** What is applied for, as the books name it; for an increase, where the customer hangs now. */
export const BusinessFields = (form: FormProps) => {
  const { t, word } = useText(apply);
  return (
    <fieldset class="stack">
      <legend class="step-title">{t('business')}</legend>
      <ChoiceField
        form={form}
        name="businessType"
        pointer="/businessType"
        label={t('businessType')}
        options={TYPES.map((one) => [one, word('businessType', one)])}
      />
      {form.draft.businessType === 'increase' && (
        <div class="pair">
          <TextField
            form={form}
            name="existingId"
            pointer="/demand/existing/elementId"
            label={t('existing.id')}
            hint={t('existing.hint')}
          />
          <TextField
            form={form}
            name="existingKva"
            pointer="/demand/existing/capacityKva"
            label={t('existing.kva')}
            inputMode="decimal"
          />
        </div>
      )}
    </fieldset>
  );
};
