import { describe, expect, test } from 'vitest';
import { FINDING_SENTENCES, SUGGESTION_SENTENCES } from '../../../src/contract/finding-sentences.ts';
import { inWords } from '../../../src/contract/finding-words.ts';
import { examine } from '../../../src/ingest/doctor/examine.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { limits } from '../../support/doctor-limits.ts';
import { drawGrid } from '../../support/drawn-grid.ts';
import { demoParts, demoRows, frenchRows, hasFrench, laidOutGrid } from '../../support/mutate/clean-grids.ts';
import { cutOff, ringInFeeder, splitNode } from '../../support/mutate/topology.ts';
import { seeded, shuffled } from '../../support/random-grid.ts';

const alarms = (findings: readonly Finding[]) => findings.filter(({ severity }) => severity !== 'info');

describe('clean grids', () => {
  test('the demo county gives no alarm, and is examined in well under two seconds', async () => {
    const rows = await demoRows();
    const start = process.cpuUsage();
    const findings = examine(rows, limits);
    const { user, system } = process.cpuUsage(start);
    expect(alarms(findings)).toEqual([]);
    expect((user + system) / 1e6).toBeLessThan(2);
  });

  test.skipIf(!hasFrench)('the French feeders give no alarm', async () => {
    expect(alarms(examine(await frenchRows(), limits))).toEqual([]);
  });

  test('random grids give no alarm', () => {
    for (let seed = 0; seed < 30; seed++) expect(alarms(examine(laidOutGrid(seed), limits))).toEqual([]);
  });
});

/** Two feeders of one substation whose ends a tie joins, one transformer each. */
const drawing = {
  mv: ['F1: B1 -500- P1 -300- P2', 'F2: B2 -400- P8 -300- P9', 'F1: P2 -50!- P9'],
  transformers: { T1: { at: 'P2', kva: 315, lv: 'L1' }, T2: { at: 'P9', kva: 200 } },
  lv: ['L1 -40- L2 -40- L3'],
} as const;

const findingsOf = (rows: ReturnType<typeof drawGrid>, code: Finding['code']) =>
  examine(rows, limits).filter((finding) => finding.code === code);

describe('findings say what, where, how much and what next', () => {
  test('an island names its size, its lost power and the switch that would feed it', () => {
    const rows = drawGrid(drawing);
    const cut = { ...rows, sections: rows.sections.filter(({ id }) => id !== 'P8-P9') };
    expect(findingsOf(cut, 'island')).toEqual([
      {
        ...{ code: 'island', severity: 'error', subject: 'node', ids: ['P9'] },
        at: { lon: expect.any(Number) as number, lat: expect.any(Number) as number },
        because: { key: 'island', values: { elements: 2, transformers: 1, lostKva: 200 } },
        suggestion: { key: 'close-switch', values: { switchId: 'tie-P2-P9' } },
      },
    ]);
  });

  test('low voltage that hangs on an unfed transformer is not told to join its neighbour', () => {
    const rows = drawGrid({
      mv: ['F1: B1 -500- P1 -20- P2', 'F1: P1 -300- P3'],
      transformers: { T1: { at: 'P1', kva: 315, lv: 'L1' }, T2: { at: 'P2', kva: 200, lv: 'M1' } },
      lv: ['L1 -5- L2', 'M1 -5- M2'],
      at: { M2: [505, 2] },
    });
    const cut = { ...rows, sections: rows.sections.filter(({ id }) => id !== 'P1-P2') };
    const told = findingsOf(cut, 'dangling-end');
    expect(told.map(({ subject, ids }) => [subject, ids])).toEqual([['node', ['P2', 'P1']]]);
    expect(findingsOf(cut, 'island')).toHaveLength(1);
  });

  test('a closed tie names every line of the way and its switch', () => {
    const rows = drawGrid(drawing);
    const closed = { ...rows, switches: rows.switches.map((row) => ({ ...row, normally_open: false })) };
    expect(findingsOf(closed, 'fed-twice')).toMatchObject([
      {
        ids: ['B1-P1', 'B2-P8', 'P1-P2', 'P2-P9', 'P8-P9'],
        because: { values: { lines: 5, feeders: 'F1, F2', switches: 'tie-P2-P9' } },
        suggestion: { key: 'open-switch', values: { switchId: 'tie-P2-P9' } },
      },
    ]);
  });

  test('two transformers on one low-voltage point are named', () => {
    const rows = drawGrid({
      ...drawing,
      transformers: { T1: { at: 'P2', kva: 315, lv: 'L1' }, T2: { at: 'P9', kva: 200, lv: 'L1' } },
    });
    expect(findingsOf(rows, 'fed-twice')).toMatchObject([
      { subject: 'distribution-transformer', ids: ['T1', 'T2'] },
    ]);
  });

  test('a drawing to another scale is one finding, not one per line', () => {
    const rows = drawGrid({
      mv: [`F1: B1 ${Array.from({ length: 30 }, (_, i) => `-100- P${i}`).join(' ')}`],
    });
    const shrunk = {
      ...rows,
      sections: rows.sections.map((row) => ({ ...row, length_m: 6.5 * row.length_m })),
    };
    expect(findingsOf(shrunk, 'length-mismatch')).toMatchObject([
      { ids: { length: 30 }, because: { key: 'drawing-to-scale', values: { lines: 30, of: 30 } } },
    ]);
  });
});

test('the order of rows makes no difference', async () => {
  const [part] = await demoParts();
  const random = seeded(5);
  for (const mutation of [cutOff, splitNode, ringInFeeder]) {
    const { rows } = mutation(part!, random)!;
    expect(examine(shuffled(rows, 7), limits)).toEqual(examine(rows, limits));
  }
});

test('every sentence has its words, and every value a place in them', async () => {
  const [part] = await demoParts();
  const random = seeded(3);
  for (const mutation of [cutOff, splitNode, ringInFeeder]) {
    for (const { because, suggestion } of examine(mutation(part!, random)!.rows, limits)) {
      expect(Object.keys(FINDING_SENTENCES)).toContain(because.key);
      expect(inWords(because, FINDING_SENTENCES)).not.toMatch(/[{}]/u);
      if (suggestion === null) continue;
      expect(Object.keys(SUGGESTION_SENTENCES)).toContain(suggestion.key);
      expect(inWords(suggestion, SUGGESTION_SENTENCES)).not.toMatch(/[{}]/u);
    }
  }
});
