import { beforeEach, describe, expect, it } from 'vitest';
import type { Look, StandingWarning, Warning } from '../../src/model/warning.ts';
import { writeWarnings } from '../../src/planning/warnings/write-warnings.ts';
import { databases } from '../support/database.ts';
import { emptyRecord } from '../support/empty-record.ts';
import { someWarning } from '../support/some-warning.ts';
import { smallGrid } from '../support/staged-items.ts';

const [FIRST, SECOND, THIRD] = ['2026-11-20', '2026-11-21', '2026-11-22'].map(
  (day) => `${day}T00:00:00.000Z`,
) as [string, string, string];

const named = (from: number, to: number, changes: Partial<Warning> = {}): Warning[] =>
  Array.from({ length: to - from }, (_, i) => someWarning(`F${1000 + from + i}`, changes));
const ids = (warnings: readonly StandingWarning[]): string[] => warnings.map(({ elementId }) => elementId);

describe.each(databases())('the record of warnings on the $name database', ({ open }) => {
  const record = emptyRecord(open);
  const book = () => record.store.warnings;
  const look = (at: string, warnings: readonly Warning[], over: Partial<Look> = {}): Look => ({
    ...{ region: 'r', version: 1, ledgerVersion: 1, at, rests: at },
    // Some ten to a batch.
    ...writeWarnings(warnings, 2048),
    ...over,
  });
  const standing = async () => (await book().standing('r')).warnings;

  beforeEach(async () => {
    await record.bring(smallGrid());
  });

  it('is of all batches of a look: what stays keeps its day, what is new begins, what is gone ends', async () => {
    expect(writeWarnings(named(0, 120), 2048).batches.length).toBeGreaterThan(5);
    await book().look(look(FIRST, named(0, 120)));
    expect(ids(await standing())).toEqual(ids(named(0, 120) as StandingWarning[]));
    const stays = named(60, 120, { values: { applications: 4 } });
    await book().look(look(SECOND, [...named(30, 60), ...stays, ...named(120, 200)]));
    const now = await standing();
    expect(ids(now)).toEqual(ids(named(30, 200) as StandingWarning[]));
    expect(now.map(({ since }) => since)).toEqual([
      ...Array.from({ length: 90 }, () => FIRST),
      ...Array.from({ length: 80 }, () => SECOND),
    ]);
    expect(now.filter(({ values }) => values['applications'] === 4)).toHaveLength(60);
    const ended = (await book().latest('r', 1000)).filter(({ endedAt }) => endedAt === SECOND);
    expect(ids(ended)).toEqual(ids(named(0, 30) as StandingWarning[]));
  });

  it('shows a look whole or not at all to whoever reads meanwhile', async () => {
    await book().look(look(FIRST, named(0, 50)));
    const { batches, counts } = writeWarnings(named(50, 100), 2048);
    const read: Promise<readonly StandingWarning[]>[] = [];
    async function* slowly() {
      for (const batch of batches) {
        yield batch;
        const reading = standing();
        read.push(reading);
        // On the embedded database readers wait for their turn.
        if (record.db.kind === 'server') await reading;
      }
    }
    await book().look(look(SECOND, [], { batches: slowly(), counts }));
    const seen = (await Promise.all(read)).map((warnings) => ids(warnings).join());
    const [before, after] = [named(0, 50), named(50, 100)].map((all) => ids(all as StandingWarning[]).join());
    expect(seen.length).toBeGreaterThan(3);
    expect(new Set(seen)).toEqual(new Set([record.db.kind === 'server' ? before : after]));
    expect(ids(await standing()).join()).toBe(after);
  });

  it('knows nothing of a look that broke off', async () => {
    await book().look(look(FIRST, named(0, 50)));
    const [batch] = writeWarnings(named(50, 100), 2048).batches;
    function* breaking() {
      yield batch!;
      throw new Error('broke off');
    }
    await expect(book().look(look(SECOND, [], { batches: breaking() }))).rejects.toThrow('broke off');
    expect(ids(await standing())).toEqual(ids(named(0, 50) as StandingWarning[]));
    expect(await book().lastLook('r')).toMatchObject({ rests: FIRST });
    await book().look(look(SECOND, named(50, 100)));
    expect(ids(await standing())).toEqual(ids(named(50, 100) as StandingWarning[]));
  });

  it('tells what the last look rested on, and does not read another one that rests on the same', async () => {
    expect(await book().lastLook('r')).toBeNull();
    const first = look(FIRST, named(0, 3));
    await book().look(first);
    const { version, ledgerVersion, rests, counts } = first;
    expect(await book().lastLook('r')).toEqual({ version, ledgerVersion, rests, counts });
    expect((await book().standing('r')).changes).toBe(1);
    const unread: Look['batches'] = {
      [Symbol.iterator]: () => {
        throw new Error('was read');
      },
    };
    await book().look(look(SECOND, [], { rests: FIRST, batches: unread }));
    await book().look(look(SECOND, named(0, 3)));
    expect((await book().standing('r')).changes).toBe(1);
    await book().look(look(THIRD, named(0, 2)));
    expect((await book().standing('r')).changes).toBe(2);
  });

  it('is written by one process at a time', async () => {
    await Promise.all([look(FIRST, named(0, 50)), look(FIRST, named(0, 50))].map((one) => book().look(one)));
    expect(await standing()).toHaveLength(50);
    expect((await book().standing('r')).changes).toBe(1);
  });

  it('is read by kind, by feeder and by page', async () => {
    await book().look(
      look(FIRST, [
        ...named(0, 4, { feederId: 'A' }),
        ...named(4, 6, { kind: 'over', feederId: 'B' }),
        ...named(6, 9, { kind: 'stale-data', feederId: 'A' }),
      ]),
    );
    const read = async (wanted: Parameters<ReturnType<typeof book>['standing']>[1]) =>
      ids((await book().standing('r', wanted)).warnings).map((id) => Number(id.slice(1)) - 1000);
    expect(await read({})).toEqual([4, 5, 0, 1, 2, 3, 6, 7, 8]);
    expect(await read({ kinds: ['stale-data', 'over'] })).toEqual([4, 5, 6, 7, 8]);
    expect(await read({ feeder: 'A', page: { start: 3, size: 2 } })).toEqual([3, 6]);
    expect(await read({ kinds: ['over'], feeder: 'A' })).toEqual([]);
  });
});
