import { useState } from 'preact/hooks';
import { useText } from '../../language/use-text.ts';
import { Field } from '../../parts/field.tsx';
import { whatIf } from '../messages/what-if.ts';

interface ByIdProps {
  readonly label: string;
  readonly hint: string;
  /** What the button says to who hears it without its field. */
  readonly button?: string;
  readonly onAdd: (id: string) => void;
}

/** Adds something by its id: the way of who does not use the map. */
export const ById = ({ label, hint, button, onAdd }: ByIdProps) => {
  const { t } = useText(whatIf);
  const [id, setId] = useState('');
  return (
    <form
      class="by-id"
      onSubmit={(event) => {
        event.preventDefault();
        if (id.trim() !== '') onAdd(id.trim());
        setId('');
      }}
    >
      <Field label={label} hint={hint}>
        {(ids) => (
          <input
            {...ids}
            value={id}
            maxLength={200}
            onInput={({ currentTarget }) => {
              setId(currentTarget.value);
            }}
          />
        )}
      </Field>
      <button type="submit" class="button" aria-label={button}>
        {t('add')}
      </button>
    </form>
  );
};
