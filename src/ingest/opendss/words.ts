/** What opens a text that may hold spaces, and what closes it again. Source: OpenDSS manual, delimiters. */
const CLOSES: Readonly<Record<string, string>> = { '"': '"', "'": "'", '(': ')', '[': ']', '{': '}' };

/** One word of a command, and where it ends. */
interface Word {
  readonly text: string;
  readonly end: number;
  /** Whether what opened it was closed on the way. */
  readonly isClosed: boolean;
}

const isComment = (text: string, at: number): boolean => text[at] === '!' || text.startsWith('//', at);

/** The word that begins at a place: whatever stands in quotes or brackets, else up to what ends it. */
const wordAt = (text: string, start: number, ends: RegExp): Word => {
  const close = CLOSES[text[start] ?? ''];
  if (close !== undefined) {
    const end = text.indexOf(close, start + 1);
    return end < 0
      ? { text: text.slice(start + 1), end: text.length, isClosed: false }
      : { text: text.slice(start + 1, end), end: end + 1, isClosed: true };
  }
  let at = start;
  while (at < text.length && !ends.test(text[at] ?? '') && !isComment(text, at)) at++;
  return { text: text.slice(start, at), end: at, isClosed: true };
};

/** Words of a list, those in brackets or quotes as one: `[a, (1 2 +) "b c"]` has three. */
export const wordsOf = (text: string): readonly string[] => {
  const found: string[] = [];
  for (let at = 0; at < text.length;) {
    if (/[\s,|]/u.test(text[at] ?? '')) at++;
    else {
      const { text: word, end } = wordAt(text, at, /[\s,|]/u);
      if (word !== '') found.push(word);
      at = Math.max(end, at + 1);
    }
  }
  return found;
};

/** A value with the name before its `=`; `null` = it stands by itself. */
export interface Parameter {
  readonly name: string | null;
  readonly value: string;
}

/** The parameters of a command, in their order. */
export const parametersOf = (text: string): readonly Parameter[] => {
  const found: Parameter[] = [];
  let name: string | null = null;
  for (let at = 0; at < text.length;) {
    if (/[\s,]/u.test(text[at] ?? '')) at++;
    else {
      const { text: value, end } = wordAt(text, at, /[\s,=]/u);
      const equals = name === null ? /^\s*=\s*/u.exec(text.slice(end)) : null;
      if (equals === null) {
        found.push({ name, value });
        name = null;
        at = Math.max(end, at + 1);
      } else {
        name = value;
        at = end + equals[0].length;
      }
    }
  }
  if (name !== null) found.push({ name, value: '' });
  return found;
};

/** A line without the comment at its end, and whether a bracket in it stays open. */
export const withoutComment = (line: string): { readonly text: string; readonly isOpen: boolean } => {
  for (let at = 0; at < line.length;) {
    if (isComment(line, at)) return { text: line.slice(0, at), isOpen: false };
    if (/[\s,=]/u.test(line[at] ?? '')) at++;
    else {
      const { end, isClosed } = wordAt(line, at, /[\s,=]/u);
      // A quote that nothing closes ends with its line; a bracket goes on in the next one.
      if (!isClosed && /[([{]/u.test(line[at] ?? '')) return openAt(line, at);
      at = Math.max(end, at + 1);
    }
  }
  return { text: line, isOpen: false };
};

/** Within an open bracket a comment ends the line as well. */
const openAt = (line: string, at: number): { readonly text: string; readonly isOpen: boolean } => {
  const comment = /!|\/\//u.exec(line.slice(at));
  return { text: comment === null ? line : line.slice(0, at + comment.index), isOpen: true };
};
