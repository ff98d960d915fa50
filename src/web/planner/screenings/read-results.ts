import { callStream } from '../../api/call.ts';
import type { Session } from '../../session/session.ts';
import type { Outcome } from './outcomes.ts';

/** Of a row of the results what the page shows. */
export interface ScreenedRow {
  readonly line: number;
  readonly id: string;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly kind: string | null;
  readonly counterKva: number | null;
  readonly feederId: string | null;
  readonly likelyYuan: number | null;
  readonly customerYuan: number | null;
  readonly totalCalendarDays: number | null;
  readonly bindingElementId: string | null;
  readonly leftKva: number | null;
}

/** The first rows of the results; false = there are more. */
export interface Results {
  readonly rows: readonly ScreenedRow[];
  readonly isWhole: boolean;
}

/** Reads the first rows of the results as they come and leaves the rest on the service. */
export async function readResults(
  session: Session,
  id: string,
  { most, signal }: { readonly most: number; readonly signal: AbortSignal },
): Promise<Results> {
  const body = await callStream(session, `/v1/screenings/${id}/results.ndjson`, { signal });
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const rows: ScreenedRow[] = [];
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { rows, isWhole: true };
    const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (rows.length === most) {
        await reader.cancel();
        return { rows, isWhole: false };
      }
      rows.push(JSON.parse(line) as ScreenedRow);
    }
  }
}
