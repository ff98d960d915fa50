/** How to close what has been opened so far, in the order of opening. */
export type Closers = (() => Promise<void>)[];

/** Closes what was opened last first. */
export async function closeAll(closers: Closers): Promise<void> {
  for (const close of [...closers].reverse()) await close();
}

/**
 * Opens something that is made of parts; when one of them fails, what was opened before it is closed. Left open, its
 * threads would keep the process alive, and a failed start would hang instead of ending.
 */
export async function openOrClose<T>(closers: Closers, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    await closeAll(closers);
    throw error;
  }
}
