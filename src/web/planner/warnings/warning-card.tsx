import { useText } from '../../language/use-text.ts';
import { Link } from '../../shell/link.tsx';
import { setQuery } from '../../shell/route.ts';
import { warnings } from '../messages/warnings.ts';
import { type Warning, keyOf } from './choice.ts';

const TONE: Readonly<Record<Warning['kind'], string>> = {
  over: 'bad',
  heavy: 'bad',
  'short-margin': 'warn',
  queue: 'accent',
  'stale-data': '',
};
/** Shares that are read as percent. */
const SHARES = ['loadRate', 'fromShare'];
/** Rates are told by a heading of the file as shares; here they are percent, so the bracket goes. */
const bare = (heading: string): string => heading.replace(/\s*[（(].*[)）]$/u, '');

/** The figures a warning rests on. */
const Figures = ({ warning }: { readonly warning: Warning }) => {
  const { word, format } = useText(warnings);
  const shown = (name: string, value: string | number | null): string => {
    if (name === 'season' && typeof value === 'string') return word('season', value);
    if (typeof value === 'string') return /^\d{4}-\d\d-\d\d$/u.test(value) ? format.day(value) : value;
    return SHARES.includes(name) ? format.percent(value, 1) : format.number(value, 1);
  };
  return (
    <dl class="warning-figures">
      {Object.entries(warning.values).map(([name, value]) => (
        <div key={name}>
          <dt>{SHARES.includes(name) ? bare(word('warningValue', name)) : word('warningValue', name)}</dt>
          <dd>{shown(name, value)}</dd>
        </div>
      ))}
    </dl>
  );
};

/** What would end a warning. */
const Relief = ({ relief }: Pick<Warning, 'relief'>) => {
  const { t, say, format } = useText(warnings);
  const { kva, transferTo, works } = relief;
  const ways = transferTo.map(({ feederId, openKva }) => `${feederId} (${format.kva(openKva)})`);
  const lines = [
    ...(kva === null ? [] : [say('warning', 'relief', { kva })]),
    ...(ways.length === 0 ? [] : [say('warning', 'ways', { ways: ways.join(', ') })]),
    ...(works.length === 0 ? [] : [say('warning', 'works', { works: works.join(', ') })]),
  ];
  if (lines.length === 0) return <p>{t('relief.none')}</p>;
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
};

interface WarningCardProps {
  readonly warning: Warning;
  readonly isChosen: boolean;
  readonly onShow: (warning: Warning) => void;
}

/** One warning in words: what of, since when, on which figures, and what would end it. */
export const WarningCard = ({ warning, isChosen, onShow }: WarningCardProps) => {
  const { t, word, format } = useText(warnings);
  const { kind, elementKind, elementId, name, since, at, rule, relief } = warning;
  const ledger = new URLSearchParams({ kind: elementKind, element: elementId }).toString();
  return (
    <li class={isChosen ? 'card stack tight finding chosen' : 'card stack tight finding'}>
      <div class="row">
        <span class={`tag ${TONE[kind]}`}>{word('warningKind', kind)}</span>
        <h3>
          {word('elementKind', elementKind)} {name ?? elementId}
        </h3>
      </div>
      <p class="soft small finding-ids">
        {t('since', { time: format.time(since) })} · {elementId} · {t('rule', { rule })}
      </p>
      <Figures warning={warning} />
      <p>
        <b>{t('relief')}</b>
      </p>
      <Relief relief={relief} />
      {at === null && <p class="soft small">{t('noPlace')}</p>}
      <div class="row">
        {at !== null && (
          <button
            type="button"
            class="button"
            aria-pressed={isChosen}
            onClick={() => {
              setQuery({ warning: keyOf(warning) });
              onShow(warning);
            }}
          >
            {t('show')}
          </button>
        )}
        <Link to={`/planner?${ledger}`} class="button bare">
          {t('ledger')}
        </Link>
      </div>
    </li>
  );
};
