import type { ElementKind } from '../../model/plan.ts';
import type { Warning, WarningLimits } from '../../model/warning.ts';
import type { AskedFor, WarningsQuery } from '../../model/warnings-query.ts';
import type { Headroom } from '../../search/headroom.ts';
import type { Snapshot } from '../../snapshot/open.ts';
import { elementAt } from '../../snapshot/placed-cases.ts';
import { findWarnings, whereIs } from './find-warnings.ts';

/** What is said of a place that is not there any more. */
const NOWHERE = { name: null, feederId: null, at: null } as const;

/** A queue that is long enough to be warned of; `null` = it is not. */
function queueOf(
  snapshot: Snapshot,
  { element: ref, remedies, chosen, offered }: AskedFor,
  limits: WarningLimits,
): Warning | null {
  const applications = chosen.applications + offered.applications;
  if (applications < limits.waitingApplications) return null;
  const slash = ref.indexOf('/');
  const kva = Math.round((chosen.waitingKva + offered.waitingKva) * 100) / 100;
  const element = elementAt(snapshot, ref);
  const { name, feederId, at } = element < 0 ? NOWHERE : whereIs(snapshot, element);
  return {
    kind: 'queue',
    // The report names elements by kind and id.
    elementKind: ref.slice(0, slash) as ElementKind,
    elementId: ref.slice(slash + 1),
    name,
    feederId,
    at,
    values: { applications, waitingKva: kva },
    relief: { kva, transferTo: [], works: remedies },
    rule: limits.rule,
  };
}

/** What the grid gives cause for, then queues; each with the works that are asked for at its element. */
export function* allWarnings(
  headroom: Headroom,
  limits: WarningLimits,
  { asOf, asked }: Pick<WarningsQuery, 'asOf' | 'asked'>,
): Generator<Warning> {
  const works = new Map(asked.map(({ element, remedies }) => [element, remedies]));
  for (const one of findWarnings(headroom, limits, asOf)) {
    const own = works.get(`${one.elementKind}/${one.elementId}`);
    yield own === undefined ? one : Object.assign({}, one, { relief: { ...one.relief, works: own } });
  }
  for (const one of asked) {
    const queue = queueOf(headroom.snapshot, one, limits);
    if (queue !== null) yield queue;
  }
}
