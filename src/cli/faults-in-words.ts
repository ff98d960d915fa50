import { type Issue, Refusal } from '../contract/refusal.ts';
import { CommandFailure } from './failure.ts';

type Fault = Omit<Issue, 'didYouMean'> & { readonly didYouMean?: string | undefined };

/** What is wrong, and below it a line for each fault, as it is read at a prompt. */
export function faultsInWords(what: string, faults: readonly Fault[]): string {
  const lines = faults.map(({ pointer, code, received, allowed, didYouMean }) => {
    const came = received === null ? '' : `, received ${String(received)}`;
    const may =
      allowed === null ? '' : `, allowed: ${Array.isArray(allowed) ? allowed.join(', ') : String(allowed)}`;
    const meant = didYouMean === undefined ? '' : `; did you mean ${didYouMean}?`;
    return `  ${pointer}: ${code}${came}${may}${meant}`;
  });
  return [what, ...lines].join('\n');
}

/** A refusal in words; anything else as it is. */
export const refusalInWords = (error: unknown): unknown =>
  error instanceof Refusal ? new CommandFailure(faultsInWords(error.message, error.issues)) : error;
