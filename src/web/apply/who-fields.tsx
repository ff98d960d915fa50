import { useText } from '../language/use-text.ts';
import { apply } from './messages/apply.ts';
import { TextField } from './controls.tsx';
import type { FormProps } from './form-props.ts';

/** Who applies, and how they are reached. */
export const WhoFields = (form: FormProps) => {
  const { t } = useText(apply);
  return (
    <fieldset class="stack">
      <legend class="step-title">{t('who')}</legend>
      <TextField
        form={form}
        name="name"
        pointer="/applicant/name"
        label={t('name')}
        autocomplete="organization"
      />
      <TextField
        form={form}
        name="contact"
        pointer="/applicant/contact"
        label={t('contact')}
        hint={t('contact.hint')}
        autocomplete="tel"
      />
    </fieldset>
  );
};
