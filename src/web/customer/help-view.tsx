import { useText } from '../language/use-text.ts';
import { helpText } from './messages/help.ts';

const DOCUMENTS = ['identity', 'premises', 'agent', 'equipment', 'important'] as const;
const STEPS = ['apply', 'compare', 'choose', 'build', 'connect'] as const;

/** How it goes, which documents to bring, whom to call. */
export const HelpView = () => {
  const { t } = useText(helpText);
  return (
    <main id="main" class="page narrow stack roomy">
      <h1>{t('title')}</h1>
      <section class="stack tight">
        <h2>{t('steps')}</h2>
        <ol>
          {STEPS.map((step) => (
            <li key={step}>{t(`step.${step}`)}</li>
          ))}
        </ol>
      </section>
      <section class="stack tight">
        <h2>{t('documents')}</h2>
        <ul>
          {DOCUMENTS.map((one) => (
            <li key={one}>{t(`document.${one}`)}</li>
          ))}
        </ul>
        <p class="soft small">{t('documents.hint')}</p>
      </section>
      <section class="stack tight">
        <h2>{t('call')}</h2>
        <p>{t('call.text')}</p>
      </section>
    </main>
  );
};
