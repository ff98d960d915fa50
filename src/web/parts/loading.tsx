import { useText } from '../language/use-text.ts';
import { shared } from '../messages/shared.ts';

/** Stands where something is on its way: lines in the shape of what will come, and a word for screen readers. */
export const Loading = ({ lines = 4 }: { readonly lines?: number }) => {
  const { t } = useText(shared);
  return (
    <div class="loading" role="status">
      <span class="unseen">{t('loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} class="loading-line" aria-hidden="true" />
      ))}
    </div>
  );
};
