import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface FieldProps {
  readonly label: string;
  /** Example or explanation in plain words. */
  readonly hint?: string | undefined;
  /** What is wrong with what was entered. */
  readonly fault?: string | undefined;
  /** Draws the control with the ids that tie it to its label and hint. */
  readonly children: (ids: {
    readonly id: string;
    readonly 'aria-describedby': string | undefined;
    readonly 'aria-invalid': boolean | undefined;
  }) => ComponentChildren;
}

/** A labelled control of a form, with its hint and its fault. */
export function Field({ label, hint, fault, children }: FieldProps) {
  const id = useId();
  const notes = [hint === undefined ? '' : `${id}-hint`, fault === undefined ? '' : `${id}-fault`];
  const described = notes.filter(Boolean).join(' ');
  return (
    <div class={fault === undefined ? 'field' : 'field has-fault'}>
      <label for={id}>{label}</label>
      {children({
        id,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': fault === undefined ? undefined : true,
      })}
      {hint !== undefined && (
        <p id={`${id}-hint`} class="field-hint">
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p id={`${id}-fault`} class="field-fault">
          {fault}
        </p>
      )}
    </div>
  );
}
