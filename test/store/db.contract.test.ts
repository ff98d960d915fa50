import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Db, type Queries, pipelinedTransaction, transaction } from '../../src/store/db.ts';
import { copyLine } from '../../src/store/copy-line.ts';
import { StoreFault } from '../../src/store/store-fault.ts';
import { databases } from '../support/database.ts';

// The traps of both drivers only show where midnight here is another day than in UTC.
process.env['TZ'] = 'Asia/Shanghai';

describe.each(databases())('$name database', ({ open }) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
    await db.exec('create table note (id integer primary key, said text)');
  });
  afterAll(() => db.close());

  it('runs with the clock of Shanghai', () => {
    expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(-480);
  });

  it('gives the same JavaScript types for every type it uses', async () => {
    const [row] = await db.query(
      `select 42::int8 as big, 7::int2 as small, 1.5::float8 as real, true as yes, null::text as none,
              date '2026-03-01' as day, timestamptz '2026-03-01 00:30:00.125+08' as moment,
              decode('00ff10', 'hex') as bytes, '{"a":[1,null]}'::jsonb as json, count(*) as n from note`,
    );
    expect(row).toEqual({
      big: 42,
      small: 7,
      real: 1.5,
      yes: true,
      none: null,
      day: '2026-03-01',
      moment: '2026-02-28T16:30:00.125Z',
      bytes: expect.any(Uint8Array) as Uint8Array,
      json: { a: [1, null] },
      n: 0,
    });
    expect([...(row!['bytes'] as Uint8Array)]).toEqual([0, 255, 16]);
  });

  it('takes every kind of parameter', async () => {
    const [row] = await db.query(
      `select $1::text as text, $2::float8 as real, $3::boolean as yes, $4::text as none,
              encode($5::bytea, 'hex') as hex, to_jsonb($6::text[]) as list, $7::date as day, $8::int8 as big`,
      [
        `'; drop table note; --`,
        0.1,
        false,
        null,
        new Uint8Array([1, 254]),
        ['a,b', '"', '\\', '接电'],
        '2026-03-01',
        9e15,
      ],
    );
    expect(row).toEqual({
      text: `'; drop table note; --`,
      real: 0.1,
      yes: false,
      none: null,
      hex: '01fe',
      list: ['a,b', '"', '\\', '接电'],
      day: '2026-03-01',
      big: 9e15,
    });
  });

  it('keeps every digit of a double through parameter, COPY and answer', async () => {
    const values = [0.1 + 0.2, 1e-320, 1.7976931348623157e308, -113.21000000000001, Number.MIN_VALUE];
    await db.exec('create table figure (n integer, value float8)');
    await db.copyIn('figure (n, value)', values.map((value, n) => copyLine([n, value])).join(''));
    const rows = await db.query('select value, value = $1 as same from figure where n = 0', [values[0]!]);
    expect(rows).toEqual([{ value: values[0], same: true }]);
    expect((await db.query('select value from figure order by n')).map(({ value }) => value)).toEqual(values);
  });

  it('refuses an integer that JavaScript cannot hold', async () => {
    await expect(db.query('select 9007199254740993::int8 as n')).rejects.toThrow(/9007199254740993/);
  });

  it('refuses types on which the drivers disagree', async () => {
    await expect(db.query('select 1.5::numeric as n')).rejects.toThrow(/cast it/);
    await expect(db.query(`select interval '1 day' as n`)).rejects.toThrow(/cast it/);
  });

  it('copies text with every awkward character', async () => {
    const said = 'tab\there\nline\r\\N back\\slash "quote" 接电 \u{1F50C}';
    await db.copyIn('note (id, said)', copyLine([1, said]) + copyLine([2, null]) + copyLine([3, '\\N']));
    const rows = await db.query('select said from note order by id');
    expect(rows.map((row) => row['said'])).toEqual([said, null, '\\N']);
  });

  it('rolls back everything when the work fails, and works on', async () => {
    const fail = transaction(db, 'write', async (on) => {
      await on.run('insert into note values ($1, $2)', [10, 'gone']);
      throw new Error('no');
    });
    await expect(fail).rejects.toThrow('no');
    expect(await db.query('select 1 as n from note where id = 10')).toEqual([]);
  });

  it('does what is sent without waiting in its order, and nothing after what failed', async () => {
    const add = (id: number) => `insert into note values (${id}, 'sent') returning id`;
    const first = vi.fn(() => Promise.resolve());
    const last = [(on: Queries) => on.query(add(33)), (on: Queries) => on.query(add(34))];
    const ids = await pipelinedTransaction(db, 'write', { first, last }, async (on) =>
      Promise.all([on.query(add(31)), on.query('select id from note where id > 30'), on.query(add(32))]),
    );
    expect(ids).toEqual([[{ id: 31 }], [{ id: 31 }], [{ id: 32 }]]);
    expect(first).toHaveBeenCalledOnce();
    const kept = async () =>
      (await db.query('select id from note where id > 30 order by id')).map(({ id }) => id);
    expect(await kept()).toEqual([31, 32, 33, 34]);
    const failing = [
      () =>
        pipelinedTransaction(db, 'write', { first, last: [] }, (on) =>
          Promise.all([on.query(add(35)), on.query(add(31)), on.query(add(36))]),
        ),
      // The commit goes with it, and is not one.
      () => pipelinedTransaction(db, 'write', { first, last: last.slice(0, 1) }, (on) => on.query(add(37))),
      () =>
        pipelinedTransaction(db, 'write', { first: (on) => on.query(add(32)), last: [] }, (on) =>
          on.query(add(38)),
        ),
      // The first to fail is told, however many hands its fault goes through.
      () => {
        const deep = async (on: Queries) =>
          Promise.all([Promise.all([on.query(add(31)), on.query(add(39))])]);
        const sent = [deep, (on: Queries) => on.query(add(40))];
        return pipelinedTransaction(db, 'write', { first, last: sent }, () => Promise.resolve());
      },
      // Nor is it one where nobody minded the failure.
      () =>
        pipelinedTransaction(db, 'write', { first, last: [] }, async (on) => {
          await on.query(add(41));
          await on.query(add(31)).catch(() => undefined);
        }),
    ];
    for (const fail of failing) await expect(fail()).rejects.toMatchObject({ code: '23505' });
    expect(await kept()).toEqual([31, 32, 33, 34]);
    await db.run('delete from note where id > 30');
  });

  it('counts the rows that a statement changed', async () => {
    await db.exec('insert into note values (20), (21)');
    expect(await db.run('update note set said = $1 where id >= 20', ['x'])).toBe(2);
    expect(await db.run('delete from note where id >= 20')).toBe(2);
  });

  it('refuses to write in a snapshot', async () => {
    const write = transaction(db, 'snapshot', (on) => on.run('insert into note values (30)'));
    await expect(write).rejects.toMatchObject({ code: '25006' });
  });

  it('rejects with a fault that has the code of the database', async () => {
    const fault = await db.query('select 1/0 as n').catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(StoreFault);
    expect(fault).toMatchObject({ code: '22012' });
  });

  it('keeps transactions that run at the same time apart', async () => {
    await db.exec('create table tally (n integer); insert into tally values (0)');
    const add = () =>
      transaction(db, 'write', async (on) => {
        const [row] = await on.query('select n from tally for update');
        await on.run('update tally set n = $1', [(row!['n'] as number) + 1]);
      });
    await Promise.all(Array.from({ length: 8 }, add));
    expect(await db.query('select n from tally')).toEqual([{ n: 8 }]);
  });

  it('hears what is notified until it stops listening', async () => {
    const heard: string[] = [];
    const stop = await db.listen('Word "s', (payload) => {
      heard.push(payload);
    });
    await db.notify('Word "s', '接电 1');
    await vi.waitFor(() => {
      expect(heard).toEqual(['接电 1']);
    });
    await stop();
    await db.notify('Word "s', '2');
    await db.query('select 1 as n');
    expect(heard).toEqual(['接电 1']);
  });
});
