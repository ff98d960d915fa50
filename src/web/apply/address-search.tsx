import { useEffect, useId, useState } from 'preact/hooks';
import type { AddressesAnswer } from '../../contract/lists.ts';
import { useCall } from '../api/use-call.ts';
import { useText } from '../language/use-text.ts';
import type { Place } from '../map/place.ts';
import { FailureNotice } from '../parts/failure-notice.tsx';
import type { Session } from '../session/session.ts';
import { apply } from './messages/apply.ts';

const WAIT_MS = 200;

/** A value that follows another once that has been still for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(value);
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [value]);
  return settled;
}

interface AddressSearchProps {
  readonly session: Session;
  readonly text: string;
  readonly fault: string | undefined;
  /** As typed; with a place once an entry is taken. */
  readonly onChange: (text: string, place: Place | null) => void;
}

/** Search for an address, with what was found below it to take. */
export function AddressSearch({ session, text, fault, onChange }: AddressSearchProps) {
  const { t } = useText(apply);
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const asked = useSettled(text.trim());
  const found = useCall<AddressesAnswer>(session, isOpen && asked.length > 1 ? '/v1/addresses' : null, {
    q: asked.slice(0, 100),
    limit: 6,
  });
  return (
    <div class={fault === undefined ? 'field address' : 'field address has-fault'}>
      <label for={id}>{t('address')}</label>
      <input
        id={id}
        type="search"
        autocomplete="off"
        value={text}
        aria-describedby={`${id}-hint`}
        onInput={({ currentTarget }) => {
          setOpen(true);
          onChange(currentTarget.value, null);
        }}
      />
      {isOpen && found.value !== null && (
        <ul class="plain address-hits" aria-live="polite">
          {found.value.items.map((hit) => (
            <li key={hit.id}>
              <button
                type="button"
                onClick={() => {
                  setOpen(false);
                  onChange(hit.text, hit.at);
                }}
              >
                {hit.text}
              </button>
            </li>
          ))}
          {found.value.items.length === 0 && <li class="soft address-none">{t('address.none')}</li>}
        </ul>
      )}
      {found.failure !== null && <FailureNotice failure={found.failure} retry={found.reload} />}
      <p id={`${id}-hint`} class="field-hint">
        {t('address.hint')}
      </p>
      {fault !== undefined && <p class="field-fault">{fault}</p>}
    </div>
  );
}
