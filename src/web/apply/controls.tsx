import { Field } from '../parts/field.tsx';
import type { Draft } from './draft.ts';
import type { FormProps } from './form-props.ts';

type NameOf<T> = { [K in keyof Draft]: Draft[K] extends T ? K : never }[keyof Draft];

interface ControlProps {
  readonly form: FormProps;
  readonly name: NameOf<string>;
  readonly pointer: string;
  readonly label: string;
  readonly hint?: string;
}

interface TextProps extends ControlProps {
  readonly type?: 'text' | 'date';
  readonly inputMode?: 'decimal' | 'text';
  readonly autocomplete?: string;
}

/** A line of text, a figure or a day. */
export const TextField = ({ form, name, pointer, label, hint, type = 'text', ...more }: TextProps) => (
  <Field label={label} hint={hint} fault={form.faultAt(pointer)}>
    {(ids) => (
      <input
        {...ids}
        {...more}
        {...({ type } as { type: 'text' })}
        value={form.draft[name]}
        onInput={({ currentTarget }) => {
          form.change({ [name]: currentTarget.value });
        }}
      />
    )}
  </Field>
);

/** One of some. */
export const ChoiceField = ({
  form,
  name,
  pointer,
  label,
  options,
}: ControlProps & { readonly options: readonly (readonly [value: string, text: string])[] }) => (
  <Field label={label} fault={form.faultAt(pointer)}>
    {(ids) => (
      <select
        {...ids}
        value={form.draft[name]}
        onChange={({ currentTarget }) => {
          form.change({ [name]: currentTarget.value });
        }}
      >
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    )}
  </Field>
);

/** Yes, or not said. */
export const CheckField = ({
  form,
  name,
  label,
}: {
  readonly form: FormProps;
  readonly name: NameOf<boolean>;
  readonly label: string;
}) => (
  <label class="check">
    <input
      type="checkbox"
      checked={form.draft[name]}
      onChange={({ currentTarget }) => {
        form.change({ [name]: currentTarget.checked });
      }}
    />
    {label}
  </label>
);
