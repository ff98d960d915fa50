import type { BusinessType, CaseState } from '../model/case-words.ts';
import { words } from './words.ts';

export const caseState = words('State of an application; the steps between them stand in README.', {
  draft: 'Applied for; nobody has taken it up yet.',
  accepted: 'Taken up by a manager.',
  offered: 'Plans have been offered, none is chosen.',
  chosen: 'A plan is chosen and its capacity held.',
  'in-review': 'The review that the policy asks for is under way.',
  approved: 'The plan is approved; its capacity stays held.',
  connected: 'The supply is switched on; its capacity counts until a later peak is imported.',
  measured: 'The load has been measured.',
  withdrawn: 'Given up by the customer or a manager.',
  expired: 'Its last day has passed.',
} satisfies Record<CaseState, string>);

export const businessType = words('What is applied for (业务类型).', {
  new: 'A new supply.',
  increase: 'More on an existing supply.',
  temporary: 'A temporary supply.',
} satisfies Record<BusinessType, string>);
