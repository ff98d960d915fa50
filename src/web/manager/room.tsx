import { ApplyView } from '../apply/apply-view.tsx';
import type { Room } from '../shell/room.ts';
import { WrongRoom } from '../shell/wrong-room.tsx';
import { CaseList } from './case-list.tsx';
import { CaseView } from './case-view.tsx';
import { WeeklyView } from './weekly-view.tsx';
import './manager.css';

/** The manager's room: the list of applications, a new one, one case, the weekly table. */
export const ManagerRoom: Room = (props) => {
  const [first, id] = props.parts;
  if (first === undefined) return <CaseList {...props} />;
  if (first === 'new') return <ApplyView {...props} />;
  if (first === 'cases' && id !== undefined) return <CaseView key={id} {...props} id={id} />;
  if (first === 'weekly') return <WeeklyView {...props} />;
  return <WrongRoom role={props.session.role} room={null} />;
};
