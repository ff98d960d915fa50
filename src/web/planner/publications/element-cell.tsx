import { useText } from '../../language/use-text.ts';
import { Link } from '../../shell/link.tsx';
import { publications } from '../messages/publications.ts';

interface ElementCellProps {
  readonly kind: 'feeder' | 'distribution-transformer';
  readonly id: string;
  readonly name?: string | null;
  /** False = it is in the record no more, so it has no ledger. */
  readonly isThere: boolean;
  readonly ofCustomer?: boolean;
}

/** An element of a month, with the way to its ledger as of now. */
export const ElementCell = ({ kind, id, name = null, isThere, ofCustomer = false }: ElementCellProps) => {
  const { t } = useText(publications);
  return (
    <th scope="row">
      {isThere ? (
        <Link to={`/planner?${new URLSearchParams({ kind, element: id }).toString()}`}>{name ?? id}</Link>
      ) : (
        (name ?? id)
      )}
      {ofCustomer && <span class="tag">{t('customers')}</span>}
      <span class="soft small item-id">
        {t(`one.${kind}`)} {name !== null && name !== id && id}
      </span>
    </th>
  );
};
