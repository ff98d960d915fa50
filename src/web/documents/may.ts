import type { ApplicationAnswer } from '../../contract/applications.ts';
import type { DocumentAnswer } from '../../contract/documents.ts';
import type { Session } from '../session/session.ts';

type State = ApplicationAnswer['status'];

/** States in which documents are attached and taken out. A test holds them equal to the state table. */
export const ATTACH_IN: readonly State[] = [
  'draft',
  'accepted',
  'offered',
  'chosen',
  'in-review',
  'approved',
];
export const TAKE_OUT_IN: readonly State[] = ['draft', 'accepted'];

/** Whether the reader attached it; a customer is not told who did, and sees no case of another. */
const isOwn = ({ addedAs, addedBy }: DocumentAnswer, { role, sub }: Session): boolean =>
  addedAs === role && (addedBy === null || addedBy === sub);

/** Whether the reader may take a document out again. */
export const mayTakeOut = (state: State, document: DocumentAnswer, session: Session): boolean =>
  TAKE_OUT_IN.includes(state) && isOwn(document, session);
