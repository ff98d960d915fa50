import { useState } from 'preact/hooks';
import { useText } from '../language/use-text.ts';
import { start } from '../messages/start.ts';
import { Field } from '../parts/field.tsx';
import { type SignedOutBecause, signIn } from '../session/session.ts';
import { ForPrograms } from './for-programs.tsx';

/** What who is not signed in sees; the address stays, so that signing in leads where the link meant. */
export const SignIn = ({ because }: { readonly because: SignedOutBecause | null }) => {
  const { t } = useText(start);
  const [text, setText] = useState('');
  return (
    <main id="main" class="page sign-in stack">
      <p class="lead">{t('lead')}</p>
      <form
        class="card stack"
        onSubmit={(event) => {
          event.preventDefault();
          signIn(text);
        }}
      >
        <h1>{t('signIn')}</h1>
        <p>{t('signIn.how')}</p>
        <Field
          label={t('signIn.field')}
          hint={t('signIn.kept')}
          fault={because === null ? undefined : t(because)}
        >
          {(ids) => (
            <input
              {...ids}
              type="password"
              autocomplete="off"
              required
              value={text}
              onInput={({ currentTarget }) => {
                setText(currentTarget.value);
              }}
            />
          )}
        </Field>
        <div>
          <button type="submit" class="button main">
            {t('signIn')}
          </button>
        </div>
      </form>
      <ForPrograms token={null} />
    </main>
  );
};
