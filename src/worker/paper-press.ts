import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { Overloaded } from '../model/planner.ts';
import type { LetterAsk, Press, WeeklyAsk } from '../model/press.ts';
import type { PublicationFileAsk, PublicationForm } from '../model/publication-file.ts';

/** What a thread that makes papers is started with. */
export interface PressData {
  /** Folder of the fonts, and the file with what letters say beside the plan. */
  readonly fonts: string;
  readonly terms: string;
}

/** Everything that may be asked of the thread. */
export type PaperAsk =
  | { readonly paper: 'letter'; readonly ask: LetterAsk }
  | { readonly paper: 'week'; readonly ask: WeeklyAsk }
  | { readonly paper: 'month'; readonly form: PublicationForm; readonly ask: PublicationFileAsk };

/** Papers that may wait: whoever asks for more gets an overload. */
const MOST_WAITING = 64;
/** A thread that nobody needed so long ends, and gives its fonts back. */
const IDLE_MS = 30_000;

// Node 20 runs no TypeScript in threads: from source, the compiled file of the same name serves.
const ENTRY = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/worker/press-entry.js' : './press-entry.js',
  import.meta.url,
);

/** Makes papers in a thread of their own: a letter takes as long as fifty plan sets. */
export class PaperPress implements Press {
  readonly #piscina: Piscina<PaperAsk, Uint8Array>;

  constructor(data: PressData) {
    this.#piscina = new Piscina<PaperAsk, Uint8Array>({
      filename: fileURLToPath(ENTRY),
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: IDLE_MS,
      workerData: data,
    });
  }

  replyLetter(ask: LetterAsk): Promise<Uint8Array> {
    return this.#make({ paper: 'letter', ask });
  }

  weeklyTable(ask: WeeklyAsk): Promise<Uint8Array> {
    return this.#make({ paper: 'week', ask });
  }

  publicationFile(form: PublicationForm, ask: PublicationFileAsk): Promise<Uint8Array> {
    return this.#make({ paper: 'month', form, ask });
  }

  async close(): Promise<void> {
    await this.#piscina.close();
  }
  async #make(ask: PaperAsk): Promise<Uint8Array> {
    if (this.#piscina.queueSize >= MOST_WAITING)
      throw new Overloaded(`${MOST_WAITING} papers are waiting already`);
    return this.#piscina.run(ask);
  }
}
