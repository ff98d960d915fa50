import type { Check, Symptom } from './check.ts';
import { linePlace } from './survey.ts';

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

/** Sections fed through a section of another feeder, or from a busbar that is not their feeder's. */
export const feederMismatch: Check = {
  code: 'feeder-mismatch',
  severity: 'error',
  *find({ rows, network, supply }): Generator<Symptom> {
    const busbarNode = new Map(rows.busbar_sections.map((row) => [row.id, row.node_id]));
    const outletOf = new Map(
      rows.feeders.map((row) => [row.id, network.nodeAt.get(busbarNode.get(row.busbar_id) ?? '')]),
    );
    for (const [spot, line] of supply.feeding.entries()) {
      const above = supply.above[spot] ?? -1;
      const { subject, id, feederId } = network.lines[line] ?? { subject: 'lv-line', id: '', feederId: null };
      if (subject !== 'section' || feederId === null || !supply.fed.has(supply.island[spot] ?? -1)) continue;
      const upper = network.lines[supply.feeding[above] ?? -1]?.feederId ?? null;
      const fits = network.busbars.has(above)
        ? outletOf.get(feederId) === above
        : upper === null || upper === feederId;
      if (fits) continue;
      yield {
        subject,
        ids: [id],
        at: linePlace(network, line),
        because: {
          key: 'feeder-mismatch',
          values: { sectionId: id, feederId, fedBy: upper ?? network.spots[above]?.id ?? '' },
        },
      };
    }
  },
};
