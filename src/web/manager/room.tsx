import type { Room } from '../shell/room.ts';
import { WrongRoom } from '../shell/wrong-room.tsx';
import { CaseList } from './case-list.tsx';
import { CaseView } from './case-view.tsx';
import './manager.css';

/** The manager's room: the list of applications, and one case. */
export const ManagerRoom: Room = (props) => {
  const [first, id] = props.parts;
  if (first === undefined) return <CaseList {...props} />;
  if (first === 'cases' && id !== undefined) return <CaseView key={id} {...props} id={id} />;
  return <WrongRoom role={props.session.role} room={null} />;
};
