import type { CapacityListAnswer } from '../../../contract/capacity-list.ts';
import { useCall } from '../../api/use-call.ts';
import { useText } from '../../language/use-text.ts';
import { LoadedView } from '../../parts/loaded-view.tsx';
import type { Session } from '../../session/session.ts';
import { setQuery } from '../../shell/route.ts';
import { capacity } from '../messages/capacity.ts';

interface SubstationCardProps {
  readonly session: Session;
  readonly region: string;
  readonly season: string | null;
  readonly id: string;
}

/** A substation has no chain of its own: its main transformers have. */
export const SubstationCard = ({ session, region, season, id }: SubstationCardProps) => {
  const { t, format } = useText(capacity);
  const query = { region, season, pageSize: 1000 };
  const mains = useCall<CapacityListAnswer>(session, '/v1/capacity/main-transformers', query);
  return (
    <section class="card stack" aria-labelledby="ledger-title">
      <div class="row spread">
        <h2 id="ledger-title">{t('station.of', { id })}</h2>
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
      <LoadedView of={mains} lines={3}>
        {({ items }) => (
          <ul class="plain stack tight">
            {items
              .filter(({ substationId }) => substationId === id)
              .map((main) => (
                <li key={main.id} class="row spread">
                  <button
                    type="button"
                    class="link"
                    onClick={() => {
                      setQuery({ kind: 'main-transformer', element: main.id });
                    }}
                  >
                    {main.name ?? main.id}
                  </button>
                  <span>
                    {t('station.main', {
                      left: format.kva(main.openKva),
                      rate: format.percent(main.loadRate),
                      rating: format.kva(main.ratingKva),
                    })}
                  </span>
                </li>
              ))}
          </ul>
        )}
      </LoadedView>
    </section>
  );
};
