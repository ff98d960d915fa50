import { useText } from '../language/use-text.ts';
import type { FormProps } from './form-props.ts';
import { apply } from './messages/apply.ts';

/** Whether the supply is for a time only. An increase stays one: only staff turns it into something else. */
export const TemporaryField = ({ draft, change }: FormProps) => {
  const { t } = useText(apply);
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={draft.businessType === 'temporary'}
        disabled={draft.businessType === 'increase'}
        onChange={({ currentTarget }) => {
          change({ businessType: currentTarget.checked ? 'temporary' : 'new' });
        }}
      />
      {t('temporary')}
    </label>
  );
};
