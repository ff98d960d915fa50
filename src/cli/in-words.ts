import { Refusal } from '../contract/refusal.ts';
import { CommandFailure } from './failure.ts';

/** A refusal with all its faults in lines, as the option's user reads them. */
export function inWords(error: unknown): unknown {
  if (!(error instanceof Refusal)) return error;
  const faults = error.issues.map(({ pointer, code, received, allowed, didYouMean }) => {
    const may = Array.isArray(allowed) ? allowed.join(', ') : allowed;
    const meant = didYouMean === undefined ? '' : `; did you mean ${didYouMean}?`;
    return `  ${pointer}: ${code}${received === null ? '' : `, received ${String(received)}`}${may === null ? '' : `, allowed: ${String(may)}`}${meant}`;
  });
  return new CommandFailure([error.message, ...faults].join('\n'));
}
