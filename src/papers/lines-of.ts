/** Chinese characters and their punctuation take the room of two Latin ones. */
const WIDE = /[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60]|[\u{20000}-\u{3ffff}]/gu;

/** How many lines a text takes in a column of so many characters, broken anywhere; at least one. */
export function linesOf(text: string, characters: number): number {
  const length = Array.from(text).length + (text.match(WIDE)?.length ?? 0);
  return Math.max(1, Math.ceil(length / (characters - 1)));
}
