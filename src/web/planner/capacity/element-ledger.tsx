import type { ChainAnswer } from '../../../contract/chain.ts';
import type { Loaded } from '../../api/use-loaded.ts';
import { useText } from '../../language/use-text.ts';
import { ChainLedger } from '../../parts/chain-ledger.tsx';
import { LoadedView } from '../../parts/loaded-view.tsx';
import { Link } from '../../shell/link.tsx';
import { setQuery } from '../../shell/route.ts';
import { capacity } from '../messages/capacity.ts';
import type { ChosenElement } from './choice.ts';

/** Kinds at which a load can be tried. */
const TAKES_LOAD = [
  'node',
  'pole',
  'rmu',
  'switching-station',
  'branch-box',
  'lv-point',
  'distribution-transformer',
];

/** Open capacity hour by hour, as bars. */
const Hours = ({ byHour }: { readonly byHour: readonly number[] }) => {
  const { t, format } = useText(capacity);
  const most = Math.max(1, ...byHour);
  return (
    <figure class="hours">
      <figcaption class="small soft">{t('ledger.byHour')}</figcaption>
      <ol class="plain hour-bars">
        {byHour.map((kva, hour) => {
          const label = t('ledger.hour', { hour, kva: format.kva(kva) });
          return (
            <li key={hour} title={label}>
              <span class="unseen">{label}</span>
              <span
                class="hour-bar"
                aria-hidden="true"
                style={{ height: `${(100 * Math.max(0, kva)) / most}%` }}
              />
            </li>
          );
        })}
      </ol>
    </figure>
  );
};

const Head = ({ answer }: { readonly answer: ChainAnswer }) => {
  const { t, format, say } = useText(capacity);
  const { openKva, openKnownKva, unknownElementIds, grade, because } = answer;
  return (
    <>
      <p class="headline">
        <span class="soft">{t('ledger.open')}</span>{' '}
        <strong>
          {openKva === null
            ? t('unknown')
            : openKva < 0
              ? t('over', { kva: format.kva(-openKva) })
              : format.kva(openKva)}
        </strong>
      </p>
      {openKva === null && (
        <p>{t('ledger.known', { kva: format.kva(openKnownKva), count: unknownElementIds.length })}</p>
      )}
      <details class="small">
        <summary>{t('ledger.grade', { grade })}</summary>
        <ul>
          {because.slice(0, 5).map(({ key, values }, at) => (
            <li key={at}>{say('reason', key, values)}</li>
          ))}
        </ul>
      </details>
    </>
  );
};

interface ElementLedgerProps {
  readonly element: ChosenElement;
  /** What it is called, where that is known. */
  readonly name: string | null;
  readonly of: Loaded<ChainAnswer>;
}

/** The ledger of what is chosen on the map or in the list. */
export const ElementLedger = ({ element, name, of }: ElementLedgerProps) => {
  const { t, format } = useText(capacity);
  return (
    <section class="card stack" aria-labelledby="ledger-title">
      <div class="row spread">
        <h2 id="ledger-title">{t('ledger.of', { name: name ?? element.id })}</h2>
        <button
          type="button"
          class="button bare"
          onClick={() => {
            setQuery({ kind: null, element: null });
          }}
        >
          {t('ledger.close')}
        </button>
      </div>
      <LoadedView of={of} lines={5}>
        {(answer) => (
          <>
            <Head answer={answer} />
            {TAKES_LOAD.includes(element.kind) && (
              <Link to={`/planner/what-if?draft=${encodeURIComponent(element.id)}`} class="button">
                {t('ledger.tryLoad')}
              </Link>
            )}
            <ChainLedger bindingElementId={answer.bindingElementId} chain={answer.chain} />
            {answer.byHour !== null && <Hours byHour={answer.byHour} />}
            <p class="soft small">
              {t('ledger.asOf', {
                version: answer.snapshot.version,
                ledger: answer.ledgerVersion,
                day: format.day(answer.asOf),
              })}
            </p>
          </>
        )}
      </LoadedView>
    </section>
  );
};
