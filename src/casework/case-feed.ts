import type { CaseBook } from '../model/case-book.ts';

/** Somebody who follows an application. */
export interface Follower {
  readonly applicationId: string;
  /** Who follows; one person has only so many places. */
  readonly sub: string;
  /** Sequence number of the last event that this follower has got. */
  readonly last: () => number;
  /** There may be newer events: read them. */
  readonly wake: () => void;
  /** The feed ends. */
  readonly end: () => void;
}

/** How many may follow, and how often what was not heard of is looked for. */
export interface FeedLimits {
  readonly most: number;
  readonly mostPerPerson: number;
  readonly lookEveryMs: number;
}

/** No place is free. */
export class FeedFull extends Error {
  override readonly name = 'FeedFull';
  /** Places taken, and places there are: of all, or of the one person. */
  readonly taken: number;
  readonly most: number;

  constructor(taken: number, most: number) {
    super(`${taken} of ${most} places are taken`);
    this.taken = taken;
    this.most = most;
  }
}

type Book = Pick<CaseBook, 'lastEvents' | 'hearEvents'>;

/**
 * Wakes those who follow applications, whichever process changes them. What is lost on the way is found by looking now
 * and then for all of them at once; the events themselves are read from the record by each follower.
 */
export class CaseFeed {
  readonly #book: Book;
  readonly #limits: FeedLimits;
  readonly #onFailed: (error: unknown) => void;
  readonly #followers = new Map<string, Set<Follower>>();
  #deafen: () => Promise<void> = () => Promise.resolve();
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;
  #count = 0;
  #closed: Promise<void> | null = null;

  private constructor(book: Book, limits: FeedLimits, onFailed: (error: unknown) => void) {
    this.#book = book;
    this.#limits = limits;
    this.#onFailed = onFailed;
  }

  static async open(book: Book, limits: FeedLimits, onFailed: (error: unknown) => void): Promise<CaseFeed> {
    const feed = new CaseFeed(book, limits, onFailed);
    feed.#deafen = await book.hearEvents((applicationId) => {
      feed.#wake(applicationId);
    });
    feed.#timer = setInterval(() => {
      feed.#looking ??= feed.#look().finally(() => {
        feed.#looking = null;
      });
    }, limits.lookEveryMs);
    return feed;
  }

  /**
   * Takes a follower in; it should look itself once right after.
   *
   * @throws FeedFull
   * @returns lets it go again.
   */
  follow(follower: Follower): () => void {
    this.#checkPlaces(follower.sub);
    const { applicationId } = follower;
    const same = this.#followers.get(applicationId) ?? new Set();
    this.#followers.set(applicationId, same.add(follower));
    this.#count++;
    return () => {
      if (!same.delete(follower)) return;
      this.#count--;
      if (same.size === 0 && this.#followers.get(applicationId) === same)
        this.#followers.delete(applicationId);
    };
  }

  /** How many follow now. */
  get count(): number {
    return this.#count;
  }

  /** Ends all who follow; nobody is taken in any more. */
  close(): Promise<void> {
    return (this.#closed ??= this.#close());
  }

  async #close(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    for (const follower of this.#all()) follower.end();
    await this.#looking;
    await this.#deafen();
  }

  #all(): Follower[] {
    return [...this.#followers.values()].flatMap((same) => [...same]);
  }

  #checkPlaces(sub: string): void {
    const { most, mostPerPerson } = this.#limits;
    if (this.#closed !== null || this.#count >= most) throw new FeedFull(this.#count, most);
    const own = this.#all().filter((other) => other.sub === sub).length;
    if (own >= mostPerPerson) throw new FeedFull(own, mostPerPerson);
  }

  #wake(applicationId: string): void {
    for (const follower of this.#followers.get(applicationId) ?? []) follower.wake();
  }

  async #look(): Promise<void> {
    try {
      const followed = this.#all();
      if (followed.length === 0) return;
      const newest = await this.#book.lastEvents([...this.#followers.keys()]);
      for (const follower of followed)
        if ((newest.get(follower.applicationId) ?? 0) > follower.last()) follower.wake();
    } catch (error) {
      this.#onFailed(error);
    }
  }
}
