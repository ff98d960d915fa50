import { expect, test } from 'vitest';
import { recommend } from '../../src/plan/recommend.ts';
import { drawGrid, placeAt } from '../support/drawn-grid.ts';
import { expectLawful } from '../support/expect-lawful.ts';
import { contextOf, requestFor } from '../support/open-rows.ts';

//   B ──500── P1 ──300── P2 (F1)     B ──400── R2 (F2, a bay)     B ═500═ C1 (F3, a cable)
const rows = drawGrid({
  mv: ['F1: B -500- P1 -300- P2', 'F2: B -400- R2'],
  mains: { B: { id: 'M1', kva: 40_000 } },
  peaks: { F1: 500, F2: 500, M1: 5000 },
  spare: { R2: 1 },
  at: { B: [0, 0], R2: [400, 100] },
});
const GRID = { ...rows, busbar_sections: rows.busbar_sections.map((row) => ({ ...row, rating_a: 2000 })) };
const SITE = { site: placeAt([780, 30]) };

type Surveyed = NonNullable<ReturnType<typeof requestFor>['surveyed']>;
const ask = (surveyed?: Surveyed) => {
  const asked = requestFor(SITE);
  const set = recommend(contextOf(GRID), surveyed === undefined ? asked : { ...asked, surveyed });
  expectLawful(set.plans);
  return set;
};
const places = ({ plans }: ReturnType<typeof ask>) => plans.map(({ sources }) => sources[0]!.nodeId);
const by = (set: ReturnType<typeof ask>, ...codes: string[]) =>
  set.rejected.filter(({ code }) => codes.includes(code));

test('a source that the survey found unusable is rejected for that, and nothing else changes', () => {
  const [before, after] = [ask(), ask([{ placeId: 'R2', mostKva: null }])];
  expect(places(before)).toEqual(expect.arrayContaining(['P2', 'R2']));
  expect(places(after)).toEqual(places(before).filter((id) => id !== 'R2'));
  const rest = before.plans.filter(({ sources }) => sources[0]!.nodeId !== 'R2');
  expect(after.plans.map(({ bill, steps, sources }) => ({ bill, steps, sources }))).toEqual(
    rest.map(({ bill, steps, sources }) => ({ bill, steps, sources })),
  );
  expect(by(after, 'ruled-out-by-survey')).toContainEqual({
    nodeId: 'R2',
    feederId: 'F2',
    kind: 'mv-bay',
    code: 'ruled-out-by-survey',
    threshold: null,
    actual: null,
    unit: null,
  });
  expect(by(before, 'ruled-out-by-survey')).toEqual([]);
});

test('its feeder is then reached at the next place', () => {
  const after = ask([{ placeId: 'P2', mostKva: null }]);
  expect(places(after)).toContain('P1');
});

test('less room than the model says counts from the first kVA that lacks', () => {
  expect(places(ask([{ placeId: 'R2', mostKva: 630 }]))).toEqual(places(ask()));
  const short = ask([{ placeId: 'R2', mostKva: 629.99 }]);
  expect(places(short)).not.toContain('R2');
  expect(by(short, 'less-room-by-survey')).toEqual([
    expect.objectContaining({ nodeId: 'R2', threshold: 630, actual: 629.99, unit: 'kVA' }),
  ]);
});

test('a survey that found nothing against the model changes nothing at all', () => {
  expect(JSON.stringify(ask([]))).toBe(JSON.stringify(ask()));
});
