import { expect, test } from 'vitest';
import { openDoctor } from '../../../src/ingest/doctor/open-doctor.ts';
import type { RegionRecord, RegionState, Store } from '../../../src/model/store.ts';
import { limits } from '../../support/doctor-limits.ts';
import { drawGrid } from '../../support/drawn-grid.ts';

const rows = drawGrid({ mv: ['F1: B1 -500- P1 -300- P2'] });
const cut = { ...rows, sections: rows.sections.slice(0, 1) };

/** A store of one region that counts how often it is read; what it holds can be changed. */
const reading = () => {
  const state: RegionState = {
    id: 'r',
    name: 'r',
    dataVersion: 1,
    ledgerVersion: 0,
    ledgerMark: 'm',
    dataAsOf: '2026-11-20T00:00:00Z',
  };
  const held = { record: { state, rows } as RegionRecord, reads: 0, fails: false };
  const store = {
    regions: () => Promise.resolve([held.record.state]),
    readRegion: () => {
      held.reads += 1;
      return held.fails ? Promise.reject(new Error('gone')) : Promise.resolve(held.record);
    },
  } as Pick<Store, 'regions' | 'readRegion'>;
  return { held, doctor: openDoctor(store, limits) };
};

test('a region is examined once per data version, however many ask', async () => {
  const { held, doctor } = reading();
  const [one, two] = await Promise.all([doctor.examine('r'), doctor.examine('r')]);
  expect(one).toEqual({ state: held.record.state, findings: [] });
  expect(two).toBe(one);
  expect(held.reads).toBe(1);

  held.record = { state: { ...held.record.state, dataVersion: 2 }, rows: cut };
  const later = await doctor.examine('r');
  expect(later?.state.dataVersion).toBe(2);
  expect(later?.findings.map(({ code }) => code)).toEqual(['island']);
  expect(held.reads).toBe(2);
});

test('a region that is not there is null; one that could not be read is read again', async () => {
  const { held, doctor } = reading();
  expect(await doctor.examine('s')).toBeNull();
  held.fails = true;
  await expect(doctor.examine('r')).rejects.toThrow('gone');
  held.fails = false;
  expect((await doctor.examine('r'))?.findings).toEqual([]);
});
