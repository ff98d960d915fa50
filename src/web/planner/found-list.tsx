import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

const SHOWN_AT_ONCE = 40;

interface FoundListProps<T> {
  readonly found: readonly T[];
  readonly isChosen: (one: T) => boolean;
  /** The button's words for so many more. */
  readonly more: (count: number) => string;
  /** A list item. */
  readonly children: (one: T, isChosen: boolean) => ComponentChildren;
}

/** The first of what was found, and more at a click. What was chosen on the map is to be read at once, wherever it stands. */
export const FoundList = <T,>({ found, isChosen, more, children }: FoundListProps<T>) => {
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const first = found.find(isChosen);
  const rest = found.filter((one) => one !== first).slice(0, shown);
  return (
    <>
      <ul class="plain stack tight">
        {first !== undefined && children(first, true)}
        {rest.map((one) => children(one, false))}
      </ul>
      {found.length > shown && (
        <button
          type="button"
          class="button"
          onClick={() => {
            setShown(shown + SHOWN_AT_ONCE);
          }}
        >
          {more(Math.min(SHOWN_AT_ONCE, found.length - shown))}
        </button>
      )}
    </>
  );
};
