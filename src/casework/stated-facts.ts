import type { CaseRequest, Signature } from '../model/case-book.ts';
import type { Role } from '../model/role.ts';

type Customer = CaseRequest['customer'];

/** Names of the facts that a request states: known, and not the plain default. */
export const statedFacts = (customer: Customer): readonly (keyof Customer)[] =>
  (Object.keys(customer) as (keyof Customer)[]).filter(
    (name) => customer[name] !== null && customer[name] !== false,
  );

/** Marks that still hold after the facts were changed: those of facts that stayed as they were. */
export const keptMarks = (
  verified: Readonly<Record<string, Signature>>,
  before: Customer,
  after: Customer,
): Readonly<Record<string, Signature>> =>
  Object.fromEntries(
    Object.entries(verified).filter(
      ([name]) => before[name as keyof Customer] === after[name as keyof Customer],
    ),
  );

/** Whose word the facts of a request are: a manager's where staff vouches for every one that is stated. */
export const wordOf = (customer: Customer, verified: Readonly<Record<string, Signature>>): Role =>
  statedFacts(customer).every((name) => name in verified) ? 'manager' : 'customer';
