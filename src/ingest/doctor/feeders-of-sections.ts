import type { Check, Symptom } from './check.ts';
import { linePlace, type Survey } from './survey.ts';

/** Closed sections that name no feeder: they are left out of every chain. */
export const sectionWithoutFeeder: Check = {
  code: 'section-without-feeder',
  severity: 'error',
  *find({ network }): Generator<Symptom> {
    for (const [line, { subject, id, feederId, open }] of network.lines.entries()) {
      if (subject !== 'section' || open || feederId !== null) continue;
      yield {
        subject,
        ids: [id],
        at: linePlace(network, line),
        because: { key: 'section-without-feeder', values: { sectionId: id } },
      };
    }
  },
};

/** What feeds a section from above: a feeder through one of its sections, or a busbar's node. */
type Above = { readonly feederId: string | null } | { readonly busbar: number };

function aboveOf({ network, supply }: Survey, spot: number): Above {
  const above = supply.above[spot] ?? -1;
  if (network.busbars.has(above)) return { busbar: above };
  return { feederId: network.lines[supply.feeding[above] ?? -1]?.feederId ?? null };
}

/** Node at which each feeder leaves; left out where its busbar section is not known. */
function outletsOf({ rows, network }: Survey): Map<string, number> {
  const nodeOf = new Map(rows.busbar_sections.map((row) => [row.id, network.nodeAt.get(row.node_id)]));
  return new Map(
    rows.feeders.flatMap(({ id, busbar_id }) => {
      const node = nodeOf.get(busbar_id);
      return node === undefined ? [] : [[id, node] as const];
    }),
  );
}

/** A section without a feeder above it is told apart: it may be anybody's. */
const doesFeed = (above: Above, feederId: string, outlets: ReadonlyMap<string, number>): boolean =>
  'busbar' in above
    ? outlets.get(feederId) === above.busbar
    : above.feederId === null || above.feederId === feederId;

/** Sections fed through a section of another feeder, or from a busbar that is not their feeder's. */
export const feederMismatch: Check = {
  code: 'feeder-mismatch',
  severity: 'error',
  *find(survey): Generator<Symptom> {
    const { network, supply } = survey;
    const outlets = outletsOf(survey);
    for (const [spot, line] of supply.feeding.entries()) {
      const { subject, id, feederId } = network.lines[line] ?? { subject: 'lv-line', id: '', feederId: null };
      if (subject !== 'section' || feederId === null || !supply.fed.has(supply.island[spot] ?? -1)) continue;
      const above = aboveOf(survey, spot);
      if (doesFeed(above, feederId, outlets)) continue;
      const fedBy = 'busbar' in above ? (network.spots[above.busbar]?.id ?? null) : above.feederId;
      yield {
        subject,
        ids: [id],
        at: linePlace(network, line),
        because: { key: 'feeder-mismatch', values: { sectionId: id, feederId, fedBy } },
      };
    }
  },
};
