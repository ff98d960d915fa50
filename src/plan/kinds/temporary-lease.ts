import type { Fee } from '../../model/plan.ts';
import type { PlanTask } from '../context.ts';
import type { Candidate, Way } from '../ways/candidate.ts';
import { perFeeder } from '../ways/per-feeder.ts';
import { worksOf } from '../ways/works.ts';
import { type Kind, NOTHING_TRIED, ONE_SOURCE, type Proposal } from './kind.ts';
import { oneAfterOther, reachOf } from './one-source.ts';

/** What a leased transformer is hung on: low voltage needs none. */
const WAYS: readonly Way[] = ['mv-tee', 'mv-bay'];

/** The lease itself: due, but in no tariff that is loaded. */
const leaseOf = ({ pack }: PlanTask): Fee => ({
  kind: 'transformer-lease',
  status: 'tariff-not-loaded',
  amountFen: null,
  payer: 'customer',
  rule: pack.temporary.rule,
});

function propose(task: PlanTask, candidate: Candidate): Proposal {
  const { catalogue, brief, pack } = task;
  return {
    kind: 'temporary-lease',
    suppliesKva: brief.needKva,
    supplies: [{ role: 'main', capacityKva: brief.needKva, candidate }],
    works: worksOf(task, candidate).filter(
      ({ item }) => catalogue.items[item]?.layer !== 'customer-transformer',
    ),
    independence: ONE_SOURCE,
    transfer: null,
    priced: false,
    fees: [leaseOf(task)],
    because: [
      reachOf(task, candidate),
      { key: 'transformer-leased', values: { capacityKva: brief.needKva }, rule: pack.temporary.rule },
    ],
  };
}

/**
 * Temporary supply over a leased transformer or cabinet: the connection is built and priced, the transformer is rented.
 * Only for customers who ask for temporary supply, where the pack has a lease.
 */
export const temporaryLease: Kind = (task) => {
  const { brief, pack, request } = task;
  if (!request.customer.temporary || !pack.temporary.lease) return NOTHING_TRIED;
  const kinds = [...brief.kinds, ...brief.otherwise];
  const groups = WAYS.filter((way) => kinds.includes(way)).flatMap(
    (way) => perFeeder(task, way, brief.needKva).groups,
  );
  return {
    proposals: groups.flatMap((group) => oneAfterOther(group, (one) => propose(task, one))),
    missed: [],
  };
};
