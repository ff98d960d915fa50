import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CaseFeed, FeedFull, type Follower } from '../../src/casework/case-feed.ts';

const LIMITS = { most: 3, mostPerPerson: 2, lookEveryMs: 1000 };

/** A record whose events are told by hand. */
const fakeBook = () => {
  const newest = new Map<string, number>();
  const looks: (readonly string[])[] = [];
  let hear: (id: string) => void = () => undefined;
  let isDeaf = false;
  return {
    newest,
    looks,
    say: (id: string) => {
      hear(id);
    },
    isDeaf: () => isDeaf,
    lastEvents: (ids: readonly string[]): Promise<ReadonlyMap<string, number>> => {
      looks.push(ids);
      return Promise.resolve(newest);
    },
    hearEvents: (to: (id: string) => void) => {
      hear = to;
      return Promise.resolve(() => {
        isDeaf = true;
        return Promise.resolve();
      });
    },
  };
};

const follower = (applicationId: string, sub: string, last = 0) => {
  const seen = { wakes: 0, ended: false };
  const one: Follower = {
    applicationId,
    sub,
    last: () => last,
    wake: () => {
      seen.wakes++;
    },
    end: () => {
      seen.ended = true;
    },
  };
  return { one, seen };
};

describe('the feed', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('wakes who follows the application that is heard, until they leave', async () => {
    const book = fakeBook();
    const feed = await CaseFeed.open(book, LIMITS, () => undefined);
    const [a, b] = [follower('a', 'c1'), follower('b', 'c2')];
    const leave = feed.follow(a.one);
    feed.follow(b.one);
    book.say('a');
    leave();
    leave();
    book.say('a');
    expect([a.seen.wakes, b.seen.wakes]).toEqual([1, 0]);
    await feed.close();
  });

  it('finds what it did not hear, for all at once, and asks nothing where nobody follows', async () => {
    const book = fakeBook();
    const feed = await CaseFeed.open(book, LIMITS, () => undefined);
    await vi.advanceTimersByTimeAsync(5000);
    expect(book.looks).toEqual([]);
    const [a, b] = [follower('a', 'c1', 7), follower('b', 'c2', 7)];
    feed.follow(a.one);
    feed.follow(b.one);
    book.newest.set('a', 8).set('b', 7);
    await vi.advanceTimersByTimeAsync(1000);
    expect(book.looks).toEqual([['a', 'b']]);
    expect([a.seen.wakes, b.seen.wakes]).toEqual([1, 0]);
    await feed.close();
  });

  it('goes on after a look that failed', async () => {
    const book = fakeBook();
    const failed: unknown[] = [];
    let isDown = true;
    const lastEvents: typeof book.lastEvents = (ids) =>
      isDown ? Promise.reject(new Error('down')) : book.lastEvents(ids);
    const feed = await CaseFeed.open({ ...book, lastEvents }, LIMITS, (error) => failed.push(error));
    const { one, seen } = follower('a', 'c1');
    feed.follow(one);
    book.newest.set('a', 1);
    await vi.advanceTimersByTimeAsync(1000);
    expect([failed, seen.wakes]).toEqual([[new Error('down')], 0]);
    isDown = false;
    await vi.advanceTimersByTimeAsync(1000);
    expect(seen.wakes).toBe(1);
    await feed.close();
  });

  it('has so many places, and so many for one person', async () => {
    const feed = await CaseFeed.open(fakeBook(), LIMITS, () => undefined);
    const leave = feed.follow(follower('a', 'c1').one);
    feed.follow(follower('b', 'c1').one);
    expect(() => feed.follow(follower('c', 'c1').one)).toThrow(new FeedFull(2, 2));
    feed.follow(follower('a', 'c2').one);
    expect(() => feed.follow(follower('a', 'c3').one)).toThrow(new FeedFull(3, 3));
    leave();
    feed.follow(follower('a', 'c3').one);
    await feed.close();
  });

  it('ends all who follow when it closes, and takes nobody in any more', async () => {
    const book = fakeBook();
    const feed = await CaseFeed.open(book, LIMITS, () => undefined);
    const { one, seen } = follower('a', 'c1');
    feed.follow(one);
    await Promise.all([feed.close(), feed.close()]);
    expect([seen.ended, book.isDeaf()]).toEqual([true, true]);
    expect(() => feed.follow(one)).toThrow(FeedFull);
  });
});
