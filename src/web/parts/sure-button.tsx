import { useState } from 'preact/hooks';
import { useText } from '../language/use-text.ts';
import { shared } from '../messages/shared.ts';

interface SureButtonProps {
  readonly label: string;
  readonly question: string;
  readonly onSure: () => void;
}

/** A button for what cannot be undone: it asks once more. */
export const SureButton = ({ label, question, onSure }: SureButtonProps) => {
  const { t } = useText(shared);
  const [isAsking, setAsking] = useState(false);
  const end = (): void => {
    setAsking(false);
  };
  if (!isAsking)
    return (
      <button
        type="button"
        class="button danger"
        onClick={() => {
          setAsking(true);
        }}
      >
        {label}
      </button>
    );
  return (
    <section class="notice warn" aria-label={label}>
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
