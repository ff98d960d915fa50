import { Empty } from '../parts/empty.tsx';
import { shared } from '../messages/shared.ts';
import { useText } from '../language/use-text.ts';
import type { Room } from '../shell/room.ts';
import { ApplyView } from '../apply/apply-view.tsx';
import { CaseView } from './case/case-view.tsx';
import './customer.css';
import { HelpView } from './help-view.tsx';
import { MyCases } from './my-cases.tsx';

/** The customer's room: apply, compare, choose, follow. */
export const CustomerRoom: Room = (props) => {
  const { t } = useText(shared);
  const [place, id] = props.parts;
  if (place === undefined) return <MyCases {...props} />;
  if (place === 'new') return <ApplyView {...props} />;
  if (place === 'help') return <HelpView />;
  if (place === 'cases' && id !== undefined) return <CaseView key={id} {...props} />;
  return (
    <main id="main" class="page">
      <Empty title={t('notHere')}>
        <p>{t('notHere.hint')}</p>
      </Empty>
    </main>
  );
};
