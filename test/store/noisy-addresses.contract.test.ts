import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/model/store.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { demoAddresses } from '../../bench/support/demo-addresses.ts';
import { NOISES } from '../../bench/support/noisy-address.ts';
import { databases } from '../support/database.ts';
import { seeded } from '../support/random-grid.ts';
import { from, run, staged } from '../support/staged-items.ts';

const ENTRIES = demoAddresses();
const items = () => ENTRIES.map((row, i) => staged('addresses', row, 'a', i));
const ASKED = 1000;

const pick = <T>(from: readonly T[], random: () => number): T => from[Math.floor(random() * from.length)]!;

describe.each(databases())('the demo gazetteer on the $name database', ({ open }) => {
  let store: Store;
  beforeAll(async () => {
    store = storeOver(await open());
    await store.importRows(run(), from(items()));
  });
  afterAll(() => store.close());

  it('finds the right place first for at least 95 % of noisy addresses', async () => {
    const random = seeded(20_261_128);
    const kinds = Object.keys(NOISES);
    const missed: Record<string, string[]> = {};
    for (let i = 0; i < ASKED; i++) {
      const { id, text } = pick(ENTRIES, random);
      const kind = kinds[i % kinds.length]!;
      const asked = NOISES[kind]!(text, random);
      const [first] = await store.searchAddresses(['r'], asked, 10);
      if (first?.id !== id) (missed[kind] ??= []).push(`${asked} for ${text}: ${first?.text ?? 'nothing'}`);
    }
    const all = Object.values(missed).flat();
    console.info(`${ASKED - all.length} of ${ASKED} found first`);
    expect(all.length, all.join('\n')).toBeLessThanOrEqual(ASKED * 0.05);
  });
});
