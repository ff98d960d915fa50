import { useText } from '../language/use-text.ts';
import { start } from '../messages/start.ts';

/** Links for those who write programs. The documentation takes the token behind the `#`, which is never sent. */
export const ForPrograms = ({ token }: { readonly token: string | null }) => {
  const { t } = useText(start);
  return (
    <nav class="row" aria-label={t('forPrograms')}>
      <a href={token === null ? '/docs' : `/docs#token=${token}`}>{t('docs')}</a>
      <a href="/openapi.json">{t('openapi')}</a>
      <a href="/readyz">{t('ready')}</a>
      <a href="/problems">{t('problems')}</a>
    </nav>
  );
};
