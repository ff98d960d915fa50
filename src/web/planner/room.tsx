import { Empty } from '../parts/empty.tsx';
import { useText } from '../language/use-text.ts';
import { shared } from '../messages/shared.ts';
import { Link } from '../shell/link.tsx';
import type { Room } from '../shell/room.ts';
import { CapacityView } from './capacity/capacity-view.tsx';
import { FindingsView } from './findings/findings-view.tsx';
import { PublicationsView } from './publications/publications-view.tsx';
import { ScreeningView } from './screenings/screening-view.tsx';
import { ScreeningsView } from './screenings/screenings-view.tsx';
import { WarningsView } from './warnings/warnings-view.tsx';
import { WhatIfView } from './what-if/what-if-view.tsx';
import './planner.css';

const VIEWS: Readonly<Record<string, Room>> = {
  '': CapacityView,
  map: CapacityView,
  'what-if': WhatIfView,
  findings: FindingsView,
  warnings: WarningsView,
  publications: PublicationsView,
  screenings: ScreeningsView,
};

/** The planner's room. */
export const PlannerRoom: Room = (props) => {
  const { t } = useText(shared);
  const [first, id] = props.parts;
  if (first === 'screenings' && id !== undefined) return <ScreeningView key={id} {...props} id={id} />;
  const View = VIEWS[props.parts.join('/')];
  if (View !== undefined) return <View {...props} />;
  return (
    <main id="main" class="page">
      <Empty title={t('notHere')}>
        <p>{t('notHere.hint')}</p>
        <Link to="/planner">{t('back')}</Link>
      </Empty>
    </main>
  );
};
