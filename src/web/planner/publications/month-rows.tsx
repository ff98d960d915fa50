import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type {
  PublicationChangesAnswer,
  PublicationPageAnswer,
  PublishedOnWire,
} from '../../../contract/publications.ts';
import { usePages } from '../../api/use-pages.ts';
import { useText } from '../../language/use-text.ts';
import { Empty } from '../../parts/empty.tsx';
import { LoadedView } from '../../parts/loaded-view.tsx';
import type { Session } from '../../session/session.ts';
import { publications } from '../messages/publications.ts';
import { ChangeRows } from './change-rows.tsx';
import type { PublicationChoice } from './choice.ts';
import { FigureRows } from './figure-rows.tsx';

const MOST = 5000;
const SHOWN_AT_ONCE = 60;

interface MonthRowsProps {
  readonly session: Session;
  readonly region: string;
  readonly month: string;
  readonly choice: PublicationChoice;
}

interface SomeProps<T> {
  readonly of: readonly T[];
  /** There is more in the month than was loaded. */
  readonly isWhole: boolean;
  /** Of what was loaded. */
  readonly loaded: number;
  readonly children: (shown: readonly T[]) => ComponentChildren;
}

/** Rows, so many at a time. */
const Some = <T,>({ of, isWhole, loaded, children }: SomeProps<T>) => {
  const { t } = useText(publications);
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  if (of.length === 0)
    return (
      <Empty title={t('filtered.none')}>
        <p>{t('filtered.hint')}</p>
      </Empty>
    );
  return (
    <>
      <p role="status" class="soft">
        {t('count', { count: of.length })}
      </p>
      {!isWhole && <p class="notice warn">{t('partly', { count: loaded })}</p>}
      {children(of.slice(0, shown))}
      {of.length > shown && (
        <button
          type="button"
          class="button"
          onClick={() => {
            setShown(shown + SHOWN_AT_ONCE);
          }}
        >
          {t('more', { count: Math.min(SHOWN_AT_ONCE, of.length - shown) })}
        </button>
      )}
    </>
  );
};

/** What changed since the month it is compared with. */
export const MonthChanges = ({ session, region, month, choice }: MonthRowsProps) => {
  const { t } = useText(publications);
  const { kind, reason, since } = choice;
  const loaded = usePages<PublicationChangesAnswer>(
    session,
    `/v1/publications/${month}/changes`,
    { region, since },
    MOST,
  );
  return (
    <LoadedView of={loaded} lines={8}>
      {({ items, first, isWhole }) => {
        if (first.since === null) return <Empty title={t('first.none')} />;
        if (items.length === 0) return <Empty title={t('changes.none', { month: first.since })} />;
        const found = items.filter(
          (one) =>
            (kind === 'all' || one.kind === kind) &&
            (reason === null || one.because.some(({ key }) => key === reason)),
        );
        return (
          <Some key={`${kind}/${reason ?? ''}`} of={found} isWhole={isWhole} loaded={items.length}>
            {(shown) => <ChangeRows changes={shown} />}
          </Some>
        );
      }}
    </LoadedView>
  );
};

const isFigures = (one: PublicationPageAnswer['items'][number]): one is PublishedOnWire => 'openKva' in one;

/** The figures of the month as they were frozen. */
export const MonthFigures = ({ session, region, month, choice: { kind } }: MonthRowsProps) => {
  const loaded = usePages<PublicationPageAnswer>(session, `/v1/publications/${month}`, { region }, MOST);
  return (
    <LoadedView of={loaded} lines={8}>
      {({ items, isWhole }) => (
        <Some
          key={kind}
          of={items.filter(isFigures).filter((one) => kind === 'all' || one.kind === kind)}
          isWhole={isWhole}
          loaded={items.length}
        >
          {(shown) => <FigureRows elements={shown} />}
        </Some>
      )}
    </LoadedView>
  );
};
