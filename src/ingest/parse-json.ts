import { ImportRefused } from './import-refused.ts';

const TOKEN = /\s+|[[\]{},:]|"(?:[^"\\\p{Cc}]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;

/** Index of the first place that is no JSON token, or the length when all are. */
const firstNoToken = (text: string): number => {
  TOKEN.lastIndex = 0;
  let at = 0;
  while (at < text.length && TOKEN.test(text)) at = TOKEN.lastIndex;
  return at;
};

/** Where the parser stopped: as it says, else at what is no token; `null` when only its words tell. */
const stoppedAt = (text: string, message: string): number | null => {
  const said = /position (\d+)/.exec(message)?.[1];
  if (said !== undefined) return Number(said);
  const end = message.includes('end of JSON');
  const at = end ? text.length : firstNoToken(text);
  return end || at < text.length ? at : null;
};

const toPlace = (text: string, at: number): string => {
  const lines = text.slice(0, at).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
};

/** A text in quotes, or a number that Python writes and JSON does not have. */
const NO_NUMBER = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/gu;

/** The content, what is no finite number being none: Python's writers say `NaN` where pandas would say `null`. */
const parseLoosely = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!/\b(?:NaN|Infinity)\b/u.test(text)) throw error;
    const plain = text.replace(NO_NUMBER, (found) => (found.startsWith('"') ? found : 'null'));
    try {
      return JSON.parse(plain);
    } catch {
      throw error;
    }
  }
};

/**
 * Parses JSON; `NaN` and `Infinity` outside texts are read as `null`.
 *
 * @param within JSON pointer of the text where it stands inside other JSON.
 * @throws {ImportRefused} with line and column where it stops being JSON, and whether it is cut off there.
 */
export const parseJson = (text: string, file: string, within = ''): unknown => {
  try {
    return parseLoosely(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const at = stoppedAt(text, message);
    const cut = message.includes('Unterminated') || (at !== null && at >= text.trimEnd().length);
    const why = cut ? 'the file is cut off within its JSON' : `not JSON (${message})`;
    const places = [...(within === '' ? [] : [within]), ...(at === null ? [] : [toPlace(text, at)])];
    throw new ImportRefused(file, places.length === 0 ? null : places.join(', '), why);
  }
};
