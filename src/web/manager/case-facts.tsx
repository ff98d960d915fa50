import type { ApplicationAnswer } from '../../contract/applications.ts';
import { call } from '../api/call.ts';
import { useAction } from '../api/use-action.ts';
import { useText } from '../language/use-text.ts';
import { manager } from './messages/manager.ts';
import { FailureNotice } from '../parts/failure-notice.tsx';
import type { Session } from '../session/session.ts';
import { Link } from '../shell/link.tsx';
import { saidFact } from './said-fact.ts';
import type { CaseState } from './state-tag.tsx';

const keysOf = <T extends object>(value: T): readonly (keyof T)[] => Object.keys(value) as (keyof T)[];

type Fact = keyof ApplicationAnswer['request']['customer'];

/** States in which the facts can still be changed. */
const EDITED_IN: readonly CaseState[] = ['draft', 'accepted', 'offered'];

interface CaseFactsProps {
  readonly session: Session;
  readonly file: ApplicationAnswer;
  readonly onDone: () => void;
}

/** Who and where, with what the books call the case. */
const Applicant = ({ file }: Pick<CaseFactsProps, 'file'>) => {
  const { t, format } = useText(manager);
  const { lon, lat, address } = file.request.site;
  const rows: readonly (readonly [string, string])[] = [
    [t('contact'), file.applicant.contact],
    [t('externalNumber'), file.externalNumber ?? '—'],
    [t('address'), `${address ?? ''} ${lon.toFixed(5)}, ${lat.toFixed(5)}`],
    [t('created'), format.time(file.createdAt)],
  ];
  return (
    <dl class="facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
};

interface FactRowProps {
  readonly name: Fact;
  readonly said: string;
  readonly isKnown: boolean;
  readonly isVerified: boolean;
  /** `null` = not now. */
  readonly onVouch: ((name: Fact) => void) | null;
}

/** A fact of the customer: claimed, or vouched for by staff. */
const FactRow = ({ name, said, isKnown, isVerified, onVouch }: FactRowProps) => {
  const { t, word } = useText(manager);
  return (
    <tr>
      <th scope="row">{word('fact', name)}</th>
      <td>{said}</td>
      <td>
        {isVerified && <span class="tag good">{t('verified')}</span>}
        {isKnown && !isVerified && (
          <span class="row">
            <span class="tag">{t('claimed')}</span>
            <button
              type="button"
              class="button bare"
              disabled={onVouch === null}
              aria-label={`${t('verify')}: ${word('fact', name)}`}
              onClick={() => onVouch?.(name)}
            >
              {t('verify')}
            </button>
          </span>
        )}
      </td>
    </tr>
  );
};

/** The facts of a case: what is asked for, what the customer claims, what staff vouches for. */
export const CaseFacts = ({ session, file, onDone }: CaseFactsProps) => {
  const text = useText(manager);
  const { t } = text;
  const vouch = useAction(async (fact: Fact) => {
    await call(session, `/v1/applications/${file.id}`, {
      method: 'PATCH',
      headers: { 'If-Match': `"${file.version}"` },
      body: { verified: [...file.verified, fact] },
    });
    onDone();
  });
  const { demand, customer } = file.request;
  return (
    <section class="stack">
      <Applicant file={file} />
      <div class="stack tight">
        <div class="row spread">
          <h2>{t('demand')}</h2>
          {EDITED_IN.includes(file.status) && (
            <Link to={`/manager/cases/${file.id}?edit=1`} class="button small">
              {t('edit')}
            </Link>
          )}
        </div>
        <dl class="facts">
          {keysOf(demand).map((name) => (
            <div key={name}>
              <dt>{t(`demand.${name}`)}</dt>
              <dd>{saidFact(name, demand[name], text)}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div class="stack tight">
        <h2>{t('customerFacts')}</h2>
        <p class="soft small">{t('verify.hint')}</p>
        {vouch.failure !== null && <FailureNotice failure={vouch.failure} />}
        <table>
          <tbody>
            {keysOf(customer).map((name) => (
              <FactRow
                key={name}
                name={name}
                said={saidFact(name, customer[name], text)}
                isKnown={customer[name] !== null}
                isVerified={file.verified.includes(name)}
                onVouch={vouch.isRunning ? null : vouch.run}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};
