import type { CaseEventAnswer } from '../../contract/case-events.ts';

/** The data of a block of server-sent events; `null` = it is a heartbeat or a setting. */
const dataOf = (block: string): string | null => /^data: (.*)$/mu.exec(block)?.[1] ?? null;

/** Reads the events of an application as they come; ends with the stream, and breaks as the connection does. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<CaseEventAnswer, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = dataOf(block);
      if (data !== null) yield JSON.parse(data) as CaseEventAnswer;
    }
  }
}
