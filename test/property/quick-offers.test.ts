import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readTables } from '../../src/ingest/tables/read-tables.ts';
import { MAJOR_ROADS } from '../../src/model/ground.ts';
import type { RegionRows } from '../../src/model/record.ts';
import { quickTerms } from '../../src/plan/quick-terms.ts';
import type { Headroom } from '../../src/search/headroom.ts';
import type { OfferQuestion } from '../../src/search/offers/offer-question.ts';
import { QuickOffers } from '../../src/search/offers/quick-offers.ts';
import { SourceTiles, buildSourceTiles } from '../../src/search/offers/source-tiles.ts';
import { collect } from '../support/collect-items.ts';
import { placeAt } from '../support/drawn-grid.ts';
import { area, barrier, road } from '../support/drawn-roads.ts';
import { catalogue, pack } from '../support/load-rules.ts';
import { contextOf } from '../support/open-rows.ts';
import { randomGrid, seeded } from '../support/random-grid.ts';
import { plainOffers } from '../support/reference/plain-offers.ts';
import { testCosts } from '../support/route-costs.ts';

const decoder = new TextDecoder();

/** A random grid with streets of all kinds, some missing, a river, houses and closed ground. */
function gridOnStreets(seed: number): RegionRows {
  const random = seeded(seed);
  const classes = [...MAJOR_ROADS, 'tertiary', 'residential', 'residential', 'duct-corridor'] as const;
  const lines = Array.from({ length: 9 }, (_, i) => -1000 + 250 * i + Math.round(random() * 100));
  const streets = lines.flatMap((at, i) =>
    lines.slice(1).flatMap((end, j) => {
      const start = lines[j]!;
      const of = classes[Math.floor(random() * classes.length)]!;
      const kept = (id: string, path: [number, number][]) => (random() < 0.8 ? [road(id, of, path)] : []);
      return [
        ...kept(`h${i}-${j}`, [[start, at], [(start + end) / 2, at + 20], [end, at]]),
        ...kept(`v${i}-${j}`, [[at, start], [at, end]]),
      ]; // prettier-ignore
    }),
  );
  const box = (id: string, kind: 'building' | 'forbidden' | 'water', w: number) => {
    const [x, y] = [random() * 1800 - 900, random() * 1800 - 900];
    return area(id, kind, [[x, y], [x + w, y], [x + w, y + w], [x, y + w]]); // prettier-ignore
  };
  return {
    ...randomGrid(seed),
    roads: streets,
    barriers: [barrier('w', 'river', [[-1200, random() * 600], [0, random() * 300], [1200, -random() * 600]])],
    areas: [
      ...Array.from({ length: 12 }, (_, i) => box(`b${i}`, 'building', 40)),
      box('f', 'forbidden', 120),
      box('p', 'water', 150),
    ],
  }; // prettier-ignore
}

const offersOf = (headroom: Headroom) =>
  new QuickOffers(headroom, new SourceTiles(buildSourceTiles(headroom.snapshot)));

/** Terms of the catalogue, or ones in which every ground and crossing has a price of its own. */
function questionOf(random: () => number, site: OfferQuestion['site']): OfferQuestion {
  const capacityKva = Math.round(random() < 0.5 ? 50 + random() * 800 : 1000 + random() * 4000);
  const areaType = (['urban', 'rural', null] as const)[Math.floor(random() * 3)]!;
  const radiusM = [1000, 1000, 400, 30][Math.floor(random() * 4)]!;
  const terms = quickTerms({ pack, catalogue }, { capacityKva, areaType, radiusM });
  if (random() < 0.7) return { site, ...terms };
  const costs = testCosts();
  return { site, ...terms, withinM: 1500, ways: terms.ways.map((way) => ({ ...way, costs })) };
}

test('on 150 random grids with streets the bytes are those of the plain twin', () => {
  let [offers, straight, few, none] = [0, 0, 0, 0];
  for (let seed = 1; seed <= 150; seed++) {
    const random = seeded(seed);
    const { headroom } = contextOf(gridOnStreets(seed));
    const quick = offersOf(headroom);
    for (let i = 0; i < 8; i++) {
      const site = placeAt([(random() - 0.5) * 2000, (random() - 0.5) * 2000]);
      const question = questionOf(random, site);
      const plain = plainOffers(headroom, question);
      expect(decoder.decode(quick.answer(question)), `seed ${seed}, question ${i}`).toBe(
        JSON.stringify(plain),
      );
      offers += plain.offers.length;
      straight += plain.offers.filter(({ route }) => route.coordinates.length === 2).length;
      few += plain.offers.length < Math.min(5, plain.withRoom) ? 1 : 0;
      none += plain.withRoom === 0 ? 1 : 0;
    }
  }
  expect(offers).toBeGreaterThan(1000);
  for (const seen of [straight, few, none]) expect(seen).toBeGreaterThan(10);
});

test('so they are at 200 places of the demo county, also after its ledger has moved', async () => {
  const { rows } = await collect(readTables(fileURLToPath(new URL('../../data/demo', import.meta.url))));
  const { headroom } = contextOf(rows);
  const { columns } = headroom.snapshot;
  const quick = offersOf(headroom);
  const random = seeded(5);
  let offers = 0;
  for (let i = 0; i < 200; i++) {
    const { lon_deg, lat_deg } = rows.nodes[Math.floor(random() * rows.nodes.length)]!;
    const site = { lon: lon_deg + (random() - 0.5) * 0.006, lat: lat_deg + (random() - 0.5) * 0.006 };
    const question = questionOf(random, site);
    if (i % 20 === 19) {
      const element = Math.floor(random() * columns.committedCkva.length);
      columns.committedCkva[element] = (columns.committedCkva[element] ?? 0) + 400_000;
      columns.ledger[0] = (columns.ledger[0] ?? 0) + 1;
    }
    const answer = decoder.decode(quick.answer(question));
    const plain = plainOffers(headroom, question);
    expect(answer, `question ${i}`).toBe(JSON.stringify(plain));
    offers += plain.offers.length;
  }
  expect(offers).toBeGreaterThan(400);
});

test('of sources that cost the same the first by id comes first, whatever the order of the record', () => {
  const rows = gridOnStreets(3);
  const [pole] = rows.nodes.filter(({ kind }) => kind === 'pole');
  const twins = ['Z9', 'A0', 'M5'].map((id) => ({ ...pole!, id }));
  const sections = rows.sections.filter(({ to_node_id, from_node_id }) =>
    [to_node_id, from_node_id].includes(pole!.id),
  );
  const alike = twins.map(({ id }) => ({
    ...sections[0]!,
    id: `s-${id}`,
    from_node_id: pole!.id,
    to_node_id: id,
  }));
  const withTwins = {
    ...rows,
    nodes: [...twins, ...rows.nodes],
    sections: [...rows.sections, ...alike],
  };
  const { headroom } = contextOf(withTwins);
  const site = { lon: pole!.lon_deg + 0.0005, lat: pole!.lat_deg };
  const terms = quickTerms({ pack, catalogue }, { capacityKva: 1, areaType: 'urban', radiusM: 1000 });
  const answer = JSON.parse(decoder.decode(offersOf(headroom).answer({ site, ...terms }))) as {
    offers: { nodeId: string }[];
  };
  const ids = answer.offers.map(({ nodeId }) => nodeId).filter((id) => twins.some((twin) => twin.id === id));
  expect(ids).toEqual(['A0', 'M5', 'Z9']);
});
