import type { RegionsAnswer } from '../../contract/lists.ts';
import { useText } from '../language/use-text.ts';
import { ChoiceField, TextField } from './controls.tsx';
import type { FormProps } from './form-props.ts';
import { apply } from './messages/apply.ts';

interface BooksFieldsProps extends FormProps {
  /** Regions to choose from; one or none = there is nothing to choose. */
  readonly regions: RegionsAnswer['items'];
}

/** How the company's books and the portal know the case. */
export const BooksFields = ({ regions, ...form }: BooksFieldsProps) => {
  const { t } = useText(apply);
  return (
    <fieldset class="stack">
      <legend class="step-title">{t('books')}</legend>
      <TextField
        form={form}
        name="externalNumber"
        pointer="/externalNumber"
        label={t('externalNumber')}
        hint={t('externalNumber.hint')}
      />
      <TextField form={form} name="sub" pointer="/applicant/sub" label={t('sub')} hint={t('sub.hint')} />
      {regions.length > 1 && (
        <ChoiceField
          form={form}
          name="region"
          pointer="/region"
          label={t('region')}
          options={[
            ['', t('region.ofPlace')],
            ...regions.map(({ id, name }): [string, string] => [id, name]),
          ]}
        />
      )}
    </fieldset>
  );
};
