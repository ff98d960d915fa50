import type { Check, Symptom } from './check.ts';
import { linesAround, type Closing } from './supply.ts';
import { linePlace, type Survey } from './survey.ts';

/** Switches on sections; those that are made to be open first. */
function switchesOn({ rows }: Survey, sections: ReadonlySet<string>): string[] {
  return rows.switches
    .filter((row) => sections.has(row.section_id))
    .sort((a, b) => Number(b.kind === 'tie') - Number(a.kind === 'tie') || (a.id < b.id ? -1 : 1))
    .map((row) => row.id);
}

function symptomOf(survey: Survey, closing: Closing, key: string): Symptom {
  const { network, supply, feederAt } = survey;
  const around = linesAround(network, supply, closing).flatMap((line) => network.lines[line] ?? []);
  const ids = around.map(({ id }) => id);
  const subject = around[0]?.subject ?? 'section';
  const switches = subject === 'section' ? switchesOn(survey, new Set(ids)) : [];
  const feeders = new Set(around.flatMap(({ to }) => feederAt[to] ?? []));
  const [switchId] = switches;
  return {
    subject,
    ids,
    at: linePlace(network, closing.line),
    because: {
      key,
      values: { lines: ids.length, feeders: [...feeders].sort().join(', '), switches: switches.join(', ') },
    },
    suggestion: switchId === undefined ? null : { key: 'open-switch', values: { switchId } },
  };
}

/** Rings of closed lines, with every line of the ring and the switches on it. */
export const closedLoop: Check = {
  code: 'closed-loop',
  severity: 'error',
  *find(survey) {
    for (const closing of survey.supply.closings) {
      if (closing.roots[0] === closing.roots[1]) yield symptomOf(survey, closing, 'closed-loop');
    }
  },
};

/** Closed ways between two busbars, or between two transformers, with every line of the way. */
export const fedTwice: Check = {
  code: 'fed-twice',
  severity: 'error',
  *find(survey): Generator<Symptom> {
    const { network } = survey;
    for (const closing of survey.supply.closings) {
      if (closing.roots[0] !== closing.roots[1]) yield symptomOf(survey, closing, 'fed-twice');
    }
    const first = new Map<number, string>();
    for (const { row, point } of network.transformers) {
      const other = first.get(point);
      if (point >= 0 && other === undefined) first.set(point, row.id);
      if (other === undefined) continue;
      yield {
        subject: 'distribution-transformer',
        ids: [other, row.id],
        at: { lon: row.lon_deg, lat: row.lat_deg },
        because: { key: 'point-fed-twice', values: { pointId: network.spots[point]?.id ?? '' } },
      };
    }
  },
};
