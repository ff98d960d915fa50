/** One block of a stream of server-sent events. */
export interface SentEvent {
  readonly id: string | null;
  readonly event: string | null;
  readonly data: string | null;
}

const fieldOf = (block: string, name: string): string | null =>
  new RegExp(`^${name}: (.*)$`, 'mu').exec(block)?.[1] ?? null;

/** Reads server-sent events as they come, without heartbeats and settings; ends with the stream. */
export async function* readEvents(response: Response): AsyncGenerator<SentEvent, void> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const piece = (await reader.read()) as { done: boolean; value: string | undefined };
      if (piece.done) return;
      const blocks = (rest + (piece.value ?? '')).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks)
        if (block.includes('data: '))
          yield { id: fieldOf(block, 'id'), event: fieldOf(block, 'event'), data: fieldOf(block, 'data') };
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** The next events of a stream, so many. */
export async function take(events: AsyncGenerator<SentEvent, void>, count: number): Promise<SentEvent[]> {
  const taken: SentEvent[] = [];
  while (taken.length < count) {
    const { done, value } = await events.next();
    if (done === true) throw new Error(`the stream ended after ${taken.length} of ${count} events`);
    taken.push(value);
  }
  return taken;
}
