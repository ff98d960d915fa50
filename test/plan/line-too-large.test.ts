import { expect, test } from 'vitest';
import { recommend } from '../../src/plan/recommend.ts';
import { drawGrid, placeAt } from '../support/drawn-grid.ts';
import { contextOf, requestFor } from '../support/open-rows.ts';
import { pack } from '../support/load-rules.ts';

const rows = drawGrid({
  mv: ['F1: B1 -500- P1 -100- P2'],
  mains: { B1: { id: 'M1', kva: 400_000 } },
  peaks: { F1: 0, M1: 0 },
  at: { B1: [0, 0] },
});
const roomy = {
  ...rows,
  sections: rows.sections.map((row) => ({ ...row, rating_a: 5000 })),
  feeders: rows.feeders.map((row) => ({ ...row, outlet_rating_a: 5000 })),
  busbar_sections: rows.busbar_sections.map((row) => ({ ...row, rating_a: 10_000 })),
};

/** Cable to 500 A per piece at 10 kV: 8,660 kVA each. */
const ask = (capacityKva: number, max: number) => {
  const context = contextOf(roomy, {
    ...pack,
    voltage: { ...pack.voltage, mediumVoltage: { ...pack.voltage.mediumVoltage, maxKva: 100_000 } },
  });
  const catalogue = { ...context.catalogue, parallelLines: { ...context.catalogue.parallelLines, max } };
  const { plans, rejected } = recommend(
    { ...context, catalogue },
    requestFor({ site: placeAt([620, 30]), demand: { capacityKva } }),
  );
  return {
    kinds: new Set(plans.map(({ kind }) => kind)),
    missed: rejected.find(({ code, kind }) => code === 'line-too-large' && kind === 'mv-dedicated-feeder'),
  };
};

test('as many lines side by side as the catalogue builds are taken, one more is not', () => {
  expect(ask(17_300, 2).missed).toBeUndefined();
  expect(ask(17_300, 2).kinds).toContain('mv-dedicated-feeder');
  const beyond = ask(17_400, 2);
  expect(beyond.missed).toMatchObject({ threshold: 2, actual: 3, unit: 'each' });
  expect(beyond.kinds).not.toContain('mv-dedicated-feeder');
  expect(ask(17_400, 3).missed).toBeUndefined();
});
