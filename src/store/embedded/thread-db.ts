import { setTimeout as delay } from 'node:timers/promises';
import { throughSessions } from '../db.ts';
import type { Db, Queries } from '../db.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Thread } from './start-thread.ts';

const GRACE_MS = 5_000;

const queriesOn = (thread: Thread): Queries => ({
  query: async (sql, params = []) => (await thread.ask({ op: 'query', sql, params })).rows ?? [],
  run: async (sql, params = []) => (await thread.ask({ op: 'query', sql, params })).changed ?? 0,
  exec: async (sql) => {
    await thread.ask({ op: 'exec', sql });
  },
  copyIn: async (target, lines) => {
    await thread.ask({ op: 'copy', target, lines });
  },
  copyOut: async (select, take) => {
    const { bytes } = await thread.ask({ op: 'copy-out', select });
    if (bytes !== undefined) take(bytes);
  },
});

/** The thread answers one request at a time: the others wait here, in the order they came. */
const inOrder = (on: Queries): Queries => {
  const inTurn = oneAtATime();
  return {
    query: (...given) => inTurn(() => on.query(...given)),
    run: (...given) => inTurn(() => on.run(...given)),
    exec: (...given) => inTurn(() => on.exec(...given)),
    copyIn: (...given) => inTurn(() => on.copyIn(...given)),
    copyOut: (...given) => inTurn(() => on.copyOut(...given)),
  };
};

/**
 * The embedded database behind the port: one session, given to one caller after the other.
 *
 * @param released Called once the thread has ended.
 */
export const threadDb = (thread: Thread, released: () => Promise<void>): Db => {
  const inTurn = oneAtATime();
  const on = queriesOn(thread);
  const session: Db['session'] = (work) => inTurn(() => work(on));
  const hearers = new Map<string, Set<(payload: string) => void>>();
  thread.hear((channel, payload) => {
    for (const hear of hearers.get(channel) ?? []) hear(payload);
  });

  const listen: Db['listen'] = async (channel, hear) => {
    const heard = hearers.get(channel) ?? new Set();
    hearers.set(channel, heard.add(hear));
    await inTurn(() => thread.ask({ op: 'listen', channel }));
    return async () => {
      heard.delete(hear);
      if (heard.size === 0) await inTurn(() => thread.ask({ op: 'unlisten', channel }));
    };
  };
  const close = async (): Promise<void> => {
    const closed = inTurn(() => thread.ask({ op: 'close' })).catch(() => undefined);
    await Promise.race([closed, delay(GRACE_MS, undefined, { ref: false })]);
    await thread.stop();
    await released();
  };

  return {
    kind: 'embedded',
    session,
    pipelined: (work) => inTurn(() => work(inOrder(on))),
    ...throughSessions(session),
    listen,
    close,
  };
};
