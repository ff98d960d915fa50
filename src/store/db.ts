/** What a statement may carry in `$1`, `$2` …; anything else is converted by the caller. */
export type Param = string | number | boolean | null | Uint8Array | readonly string[];

/**
 * A row by column name. Both databases give the same JavaScript types (see `parse-value.ts`): numbers for every
 * integer and double, booleans, ISO days and ISO times as text, `Uint8Array` for bytea, parsed JSON.
 */
export type SqlRow = Readonly<Record<string, unknown>>;

/** Statements on one connection. All reject with `StoreFault`. */
export interface Queries {
  /** One statement; its rows in the order of the statement. */
  query(sql: string, params?: readonly Param[]): Promise<readonly SqlRow[]>;
  /** One statement; the number of rows it changed. */
  run(sql: string, params?: readonly Param[]): Promise<number>;
  /** A script of several statements, without parameters. */
  exec(script: string): Promise<void>;
  /**
   * Appends rows by COPY.
   *
   * @param target Table with its columns, such as `nodes (id, name)`.
   * @param lines  Whole lines of COPY's text format (see `copyLine`), held in memory; a caller with much to
   *               bring calls again and again and awaits each call.
   */
  copyIn(target: string, lines: string): Promise<void>;
  /**
   * Reads the rows of a statement by COPY, in its binary format (see `binary-copy.ts`).
   *
   * @param select without parameters: COPY takes none.
   * @param take   gets the bytes piece by piece, cut anywhere; it must be done with a piece when it returns.
   */
  copyOut(select: string, take: (piece: Uint8Array) => void): Promise<void>;
}

/** A database: a pool of connections to a server, or the one session of the embedded database. */
export interface Db extends Queries {
  readonly kind: 'embedded' | 'server';
  /**
   * Holds one connection for several statements. On the embedded database everybody else waits meanwhile, so
   * `work` must use its argument only: the database itself would wait for ever.
   */
  session<T>(work: (on: Queries) => Promise<T>): Promise<T>;
  /**
   * Holds one connection as `session` does, without COPY. Statements may be sent before those ahead of them have been
   * answered: they are done in their order, on a server with no way back and forth between them, and in a transaction
   * none is done after one that failed.
   */
  pipelined<T>(work: (on: Queries) => Promise<T>): Promise<T>;
  /**
   * Hears a channel until the returned function is called. Messages sent while the connection was lost are not
   * heard: a listener must be able to find out what it missed.
   */
  listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>>;
  notify(channel: string, payload: string): Promise<void>;
  /** Waits a few seconds for what is running, then cuts it off. What was acknowledged stays. */
  close(): Promise<void>;
}

/** Everything a database can do that is one statement on some connection. */
export const throughSessions = (session: Db['session']): Queries & Pick<Db, 'notify'> => ({
  query: (sql, params) => session((on) => on.query(sql, params)),
  run: (sql, params) => session((on) => on.run(sql, params)),
  exec: (script) => session((on) => on.exec(script)),
  copyIn: (target, lines) => session((on) => on.copyIn(target, lines)),
  copyOut: (select, take) => session((on) => on.copyOut(select, take)),
  notify: async (channel, payload) => {
    await session((on) => on.query('select pg_notify($1, $2)', [channel, payload]));
  },
});

const MODES = {
  write: 'begin',
  /** All reads see one state of the record. */
  snapshot: 'begin isolation level repeatable read read only',
} as const;

/** What goes with the begin and with the commit of a transaction. */
interface Ends {
  /** Sent with the begin. */
  readonly first: (on: Queries) => Promise<unknown>;
  /** Sent with the commit, in their order: whoever waits for what they lock does not wait for this process as well. */
  readonly last: readonly ((on: Queries) => Promise<unknown>)[];
}

/**
 * Statements of one transaction, none of which is sent any more once one is known to have failed. All that fail after it
 * fail as it did, for the database says of them only that something had failed before.
 */
const untilOneFails = (on: Queries): Queries => {
  let fault: { readonly error: unknown } | null = null;
  const send = async <T>(statement: () => Promise<T>): Promise<T> => {
    if (fault !== null) throw fault.error;
    try {
      return await statement();
    } catch (error) {
      fault ??= { error };
      throw fault.error;
    }
  };
  return {
    query: (...given) => send(() => on.query(...given)),
    run: (...given) => send(() => on.run(...given)),
    exec: (...given) => send(() => on.exec(...given)),
    copyIn: (...given) => send(() => on.copyIn(...given)),
    copyOut: (...given) => send(() => on.copyOut(...given)),
  };
};

/**
 * As {@link transaction}, on a connection whose statements may be sent without waiting for each other. It rejects where any
 * of them failed, whatever `work` made of that, and says of the first why.
 */
export const pipelinedTransaction = <T>(
  db: Db,
  mode: keyof typeof MODES,
  { first, last }: Ends,
  work: (on: Queries) => Promise<T>,
): Promise<T> =>
  db.pipelined(async (connection) => {
    const on = untilOneFails(connection);
    const begun = Promise.all([on.exec(MODES[mode]), first(on)]);
    begun.catch(() => undefined);
    try {
      const result = await work(on);
      await begun;
      await Promise.all([...last.map((send) => send(on)), on.exec('commit')]);
      return result;
    } catch (error) {
      await connection.exec('rollback').catch(() => undefined);
      // Where the beginning failed, everything after it only says that something did.
      await begun;
      throw error;
    }
  });

/** Runs `work` in a transaction: committed when it resolves, rolled back when it rejects. */
export const transaction = <T>(
  db: Db,
  mode: keyof typeof MODES,
  work: (on: Queries) => Promise<T>,
): Promise<T> =>
  db.session(async (on) => {
    await on.exec(MODES[mode]);
    try {
      const result = await work(on);
      await on.exec('commit');
      return result;
    } catch (error) {
      // The first error says what happened; a rollback that fails too means the connection is gone with it.
      await on.exec('rollback').catch(() => undefined);
      throw error;
    }
  });
