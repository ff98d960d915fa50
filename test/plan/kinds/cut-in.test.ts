import { expect, test } from 'vitest';
import { recommend } from '../../../src/plan/recommend.ts';
import { cablesWithin } from '../../../src/search/cables-within.ts';
import { type Drawing, drawGrid, placeAt, rowOf } from '../../support/drawn-grid.ts';
import { expectLawful } from '../../support/expect-lawful.ts';
import { heldRows } from '../../support/held-rows.ts';
import { contextOf, electricalContextOf, requestFor } from '../../support/open-rows.ts';

//  B ──1000── N1 ══2000 (cable)══ N2          the site stands 100 m north of the cable, 500 m from N1
const STREET: Drawing = {
  mv: ['F1: B -1000- N1 -2000- N2'],
  mains: { B: { id: 'M1', kva: 40_000 } },
  peaks: { F1: 500, M1: 5000 },
};
const CAB = { id: 'CAB', laying: 'cable', r_ohm_per_km: 0.1, x_ohm_per_km: 0.1, ampacity_a: 400 } as const;
const cabled = (limitA: number | null = null) => {
  const rows = drawGrid(STREET);
  return {
    ...rows,
    conductor_types: [...rows.conductor_types, rowOf('conductor_types', CAB)],
    sections: rows.sections.map((s) =>
      s.id === 'N1-N2' ? { ...s, conductor_type_id: 'CAB', limit_a: limitA } : s,
    ),
    busbar_sections: rows.busbar_sections.map((b) => ({ ...b, rating_a: 2000, fault_level_ka: 16 })),
  };
};
const ASKED = requestFor({ site: placeAt([1500, 100]), radiusM: 300 });
const ask = (rows: ReturnType<typeof cabled>) => {
  const answer = recommend(electricalContextOf(rows), ASKED);
  expectLawful(answer.plans);
  return { ...answer, rejected: answer.rejected, cut: answer.plans.find(({ kind }) => kind === 'mv-cut-in') };
};

test('a cable passing by is cut where it is nearest, between its nodes', () => {
  const { cut } = ask(cabled());
  const [source] = cut!.sources;
  expect(source).toMatchObject({ nodeId: 'N2', nodeKind: 'node', feederId: 'F1', bayId: null });
  expect(source!.distanceM).toBeCloseTo(100, 0);
  const at = cut!.because.find(({ key }) => key === 'cut-in-at')!.values;
  expect(at).toMatchObject({ sectionId: 'N1-N2' });
  expect(at['alongM']).toBeCloseTo(500, 0);
  // The new line ends at the cut, not at a node.
  const end = source!.route.parts[0]!.path.at(-1)!;
  expect([end.lon, end.lat]).toEqual([at['lon'], at['lat']]);
  expect(source!.chain.rows.map(({ elementId }) => elementId)).toEqual(['N1-N2', 'B-N1', 'F1', 'B', 'M1']);
});

test.each([
  ['the middle', 1500],
  ['the fed end', 1350],
  ['the far end', 2600],
])('the cable that is cut near %s carries what is promised at the cut', (_, east) => {
  const rows = cabled();
  const request = { ...ASKED, site: placeAt([east, 100]) };
  const cut = recommend(electricalContextOf(rows), request).plans.find(({ kind }) => kind === 'mv-cut-in')!;
  const before = Object.fromEntries(cut.sources[0]!.chain.rows.map((row) => [row.elementId, row.leftKva]));
  const { headroom } = contextOf({ ...rows, commitments: heldRows(cut, 'a') });
  const { snapshot } = headroom;
  const chain = ['N1-N2', 'B-N1', 'F1', 'M1'];
  const left = chain.map((id) => headroom.leftCkva(snapshot.findElements(id)[0]!)! / 100);
  expect(left).toEqual(chain.map((id) => before[id]));
});

test('the works are a ring main unit, both sides of the cut, and the line from there', () => {
  const { cut } = ask(cabled());
  const lines = cut!.bill.lines.map(({ item, quantity, side }) => [item, quantity, side]);
  expect(lines).toEqual(
    expect.arrayContaining([
      ['rmu', 1, 'grid'],
      ['mv-cable-joint', 2, 'grid'],
      ['mv-cable-termination', 2, 'grid'],
      ['duct-pavement', cut!.sources[0]!.route.lengthM, 'connection'],
    ]),
  );
});

test('the load stands at the cut: the drop is that of the line up to it and of the new cable, worked by hand', () => {
  const { cut } = ask(cabled());
  // 630 kVA at cos φ 0.95: P = 0.5985, Q = 0.1967 MW. ΔU% = R·P + X·Q at 10 kV: ΔU[%] = (R·P + X·Q) / 1.
  // 1 km of 0.2 + 0.35j with 1130 kVA; 0.5 km of 0.1 + 0.1j; 130 m of the smallest new cable (0.343 + 0.115j).
  const both = 1130 / 630;
  const byHand =
    (0.2 * 0.5985 + 0.35 * 0.1967) * both +
    0.5 * (0.1 * 0.5985 + 0.1 * 0.1967) * both +
    0.13 * (0.343 * 0.5985 + 0.115 * 0.1967);
  // Existing load hangs at the nodes by allocation, so only its own part moves.
  expect(cut!.sources[0]!.electrical!.dropPercent).toBeGreaterThan(byHand * 0.5);
  expect(cut!.sources[0]!.electrical!.dropPercent).toBeLessThan(byHand * 1.05);
  // Source 0.0395 + 0.395j, 1 km and half of one: |0.2895 + 0.795j| = 0.846 Ω; 1.1 · 10 / √3 / 0.846.
  expect(cut!.sources[0]!.electrical!.faultLevelKa).toBeCloseTo(7.51, 2);
});

test('a full cable is refused by its own id, with the figure', () => {
  const { cut, rejected } = ask(cabled(40));
  expect(cut).toBeUndefined();
  expect(rejected.find(({ kind }) => kind === 'mv-cut-in')).toMatchObject({
    nodeId: 'N1-N2',
    feederId: 'F1',
    code: 'no-room',
    threshold: 630,
  });
});

test('overhead sections are not cut, nor what lies beyond the radius', () => {
  expect(recommend(contextOf(drawGrid(STREET)), ASKED).plans.map(({ kind }) => kind)).not.toContain(
    'mv-cut-in',
  );
  const { snapshot } = contextOf(cabled()).headroom;
  const [near] = cablesWithin(snapshot, ASKED.site, 300);
  expect(cablesWithin(snapshot, ASKED.site, near!.distanceM)).toHaveLength(1);
  expect(cablesWithin(snapshot, ASKED.site, near!.distanceM - 0.001)).toEqual([]);
});

test('a drawn path is followed, also where it was drawn from the far end', () => {
  const rows = cabled();
  const bent = [placeAt([3000, 0]), placeAt([1500, 90]), placeAt([1000, 0])].flatMap(({ lon, lat }) => [
    lon,
    lat,
  ]);
  const turned = rows.sections.map((s) =>
    s.id === 'N1-N2' ? { ...s, from_node_id: 'N2', to_node_id: 'N1', path_wkt: bent } : s,
  );
  const { cut } = ask({ ...rows, sections: turned });
  expect(cut!.sources[0]!.distanceM).toBeLessThan(11);
  // 508 of 2,016 m of the drawn path, of 2,000 m by the record: a quarter from the fed end.
  expect(cut!.because.find(({ key }) => key === 'cut-in-at')!.values['alongM']).toBeCloseTo(504, -1);
});
