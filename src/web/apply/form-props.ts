import type { Draft } from './draft.ts';

/** What every part of the form is drawn with. */
export interface FormProps {
  readonly draft: Draft;
  readonly change: (changes: Partial<Draft>) => void;
  /** What is wrong with a field, by its JSON pointer. */
  readonly faultAt: (pointer: string) => string | undefined;
}
