import type { Draft } from './draft.ts';
import type { FormProps } from './form-props.ts';
import { CheckField, ChoiceField, TextField } from './controls.tsx';
import { useText } from '../language/use-text.ts';
import { apply } from './messages/apply.ts';
import { RuleFields } from './rule-fields.tsx';
import { TemporaryField } from './temporary-field.tsx';

const CATEGORIES = [
  'industrial',
  'commercial',
  'micro-enterprise',
  'residential',
  'agricultural',
  'public-service',
  'ev-charging',
] as const;

const figures = { inputMode: 'decimal' } as const;

interface NeedFieldsProps extends FormProps {
  /** Staff is also asked for what the electricity rules tell apart. */
  readonly isStaff: boolean;
}

/** What is needed, in plain words. */
export const NeedFields = ({ isStaff, ...form }: NeedFieldsProps) => {
  const { t } = useText(apply);
  return (
    <fieldset class="stack">
      <legend class="step-title">{t('need')}</legend>
      <ChoiceField
        form={form}
        name="category"
        pointer="/customer/category"
        label={t('category')}
        options={CATEGORIES.map((one) => [one, t(`category.${one}`)])}
      />
      <div class="pair">
        <TextField form={form} name="kva" pointer="/demand/capacityKva" label={t('kva')} {...figures} />
        <TextField form={form} name="kw" pointer="/demand/equipmentKw" label={t('kw')} {...figures} />
      </div>
      <p class="field-hint">
        {t('kva.hint')} {t('kw.hint')}
      </p>
      <ChoiceField
        form={form}
        name="loadClass"
        pointer="/demand/loadClass"
        label={t('class')}
        options={(['3', '2', '1'] as const).map((one) => [one, t(`class.${one}`)])}
      />
      <ChoiceField
        form={form}
        name="areaType"
        pointer="/customer/areaType"
        label={t('area')}
        options={[
          ['', t('area.unknown')],
          ['urban', t('area.urban')],
          ['rural', t('area.rural')],
        ]}
      />
      <details class="more">
        <summary>{t('more')}</summary>
        <MoreFields isStaff={isStaff} {...form} />
      </details>
    </fieldset>
  );
};

const CHECKS = [
  ['evCharging', 'ev'],
  ['inPark', 'park'],
  ['second', 'second'],
] as const satisfies readonly (readonly [keyof Draft, string])[];

const MoreFields = ({ isStaff, ...form }: NeedFieldsProps) => {
  const { t } = useText(apply);
  return (
    <div class="stack">
      {isStaff && <RuleFields {...form} />}
      <TextField
        form={form}
        name="motorKw"
        pointer="/demand/largestMotorKw"
        label={t('motor')}
        hint={t('motor.hint')}
        {...figures}
      />
      <TextField
        form={form}
        name="securityKw"
        pointer="/demand/securityLoadKw"
        label={t('security')}
        hint={t('security.hint')}
        {...figures}
      />
      <TextField form={form} name="wantedOn" pointer="/wantedOn" label={t('wanted')} type="date" />
      <div class="stack tight">
        {CHECKS.map(([name, label]) => (
          <CheckField key={name} form={form} name={name} label={t(label)} />
        ))}
        {!isStaff && <TemporaryField {...form} />}
      </div>
    </div>
  );
};
