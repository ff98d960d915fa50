import { useState } from 'preact/hooks';
import { useText } from '../language/use-text.ts';
import { shared } from '../messages/shared.ts';

interface SureButtonProps {
  readonly label: string;
  readonly question: string;
  /** What a screen reader calls it, where the label stands more than once. */
  readonly name?: string;
  readonly isSmall?: boolean;
  readonly onSure: () => void;
}

/** A button for what cannot be undone: it asks once more. */
export const SureButton = ({ label, question, name = label, isSmall = false, onSure }: SureButtonProps) => {
  const { t } = useText(shared);
  const [isAsking, setAsking] = useState(false);
  const end = (): void => {
    setAsking(false);
  };
  if (!isAsking)
    return (
      <button
        type="button"
        class={isSmall ? 'button danger small' : 'button danger'}
        aria-label={name}
        onClick={() => {
          setAsking(true);
        }}
      >
        {label}
      </button>
    );
  return (
    <section class="notice warn" aria-label={name}>
      <p>{question}</p>
      <div class="row">
        <button
          type="button"
          class="button danger"
          onClick={() => {
            end();
            onSure();
          }}
        >
          {t('sure.yes')}
        </button>
        <button type="button" class="button" onClick={end}>
          {t('sure.no')}
        </button>
      </div>
    </section>
  );
};
