import pg from 'pg';

const RETRY_MS = 1_000;

/**
 * Hears a channel on a connection of its own, which is made anew whenever it is lost.
 *
 * @returns Stops listening.
 */
export const listenTo = async (
  config: pg.ClientConfig,
  channel: string,
  hear: (payload: string) => void,
): Promise<() => Promise<void>> => {
  let client: pg.Client;
  let stopped = false;
  let retry: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    client = new pg.Client(config);
    // An 'end' always follows an 'error'; without a hearer the error would end the process.
    client.on('error', () => undefined);
    client.on('notification', (message) => {
      hear(message.payload ?? '');
    });
    await client.connect();
    await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    client.on('end', again);
    if (stopped) await client.end();
  };
  const again = (): void => {
    if (!stopped) retry = setTimeout(() => void connect().catch(again), RETRY_MS);
  };

  await connect();
  return async () => {
    stopped = true;
    clearTimeout(retry);
    await client.end();
  };
};
