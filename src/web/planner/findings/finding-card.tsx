import { useText } from '../../language/use-text.ts';
import { setQuery } from '../../shell/route.ts';
import { findingNames, findingSentences, findingSuggestions, findings } from '../messages/findings.ts';
import { type Finding, keyOf } from './choice.ts';

const IDS_SHOWN = 6;
const TONE = { error: 'bad', warning: 'warn', info: 'accent' } as const;

type Values = Finding['because']['values'];

/** Values as a sentence takes them: figures short, what nobody knows a dash. */
function readable(values: Values, format: (figure: number) => string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value === null || value === '' ? '—' : typeof value === 'number' ? format(value) : String(value),
    ]),
  );
}

interface FindingCardProps {
  readonly finding: Finding;
  readonly isChosen: boolean;
  readonly onShow: (finding: Finding) => void;
}

/** One finding in plain words: what it is, what was found, what would mend it. */
export const FindingCard = ({ finding, isChosen, onShow }: FindingCardProps) => {
  const { t, format } = useText(findings);
  const { t: name } = useText(findingNames);
  const { t: tell } = useText(findingSentences);
  const { t: advise } = useText(findingSuggestions);
  const { code, severity, because, suggestion, ids, at } = finding;
  const values = (of: Values) => readable(of, (figure) => format.number(figure, 2));
  return (
    <li class={isChosen ? 'card stack tight finding chosen' : 'card stack tight finding'}>
      <div class="row">
        <span class={`tag ${TONE[severity]}`}>{t(`severity.${severity}`)}</span>
        <h3>{name(code)}</h3>
      </div>
      <p>{tell(because.key as Parameters<typeof tell>[0], values(because.values))}</p>
      {suggestion !== null && (
        <p>
          <b>{t('do')}</b> {advise(suggestion.key as Parameters<typeof advise>[0], values(suggestion.values))}
        </p>
      )}
      {ids.length > 0 && (
        <p class="soft small finding-ids">
          {t('ids')} {ids.slice(0, IDS_SHOWN).join(', ')}
          {ids.length > IDS_SHOWN && ` ${t('moreIds', { count: ids.length })}`}
        </p>
      )}
      {at === null ? (
        <p class="soft small">{t('noPlace')}</p>
      ) : (
        <div>
          <button
            type="button"
            class="button"
            aria-pressed={isChosen}
            onClick={() => {
              setQuery({ finding: keyOf(finding) });
              onShow(finding);
            }}
          >
            {t('show')}
          </button>
        </div>
      )}
    </li>
  );
};
