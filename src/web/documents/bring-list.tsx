import type { DocumentsAnswer } from '../../contract/documents.ts';
import { useText } from '../language/use-text.ts';
import { documentText } from './messages/documents.ts';

type ToBring = DocumentsAnswer['bring'][number];

const BringTag = ({ way, count }: { readonly way: ToBring['way']; readonly count: number }) => {
  const { t } = useText(documentText);
  if (count > 0) return <span class="tag good">{t('bring.there', { count })}</span>;
  if (way === 'bring') return <span class="tag warn">{t('bring.lacks')}</span>;
  return <span class="tag">{t(way === 'shared' ? 'bring.shared' : 'bring.not')}</span>;
};

/** What the policy asks for, and whether it is there. */
export const BringList = ({ bring, items }: DocumentsAnswer) => {
  const { t, word } = useText(documentText);
  if (bring.length === 0) return <p class="soft small">{t('bring.none')}</p>;
  return (
    <div class="stack tight">
      <h3>{t('bring')}</h3>
      <ul class="plain papers">
        {bring.map(({ document, way }) => (
          <li key={document}>
            <span>
              {word('document', document)}
              <span class="soft small"> · {word('bringWay', way)}</span>
            </span>
            <BringTag way={way} count={items.filter((one) => one.document === document).length} />
          </li>
        ))}
      </ul>
    </div>
  );
};
