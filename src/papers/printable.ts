/**
 * A text as a font can show it. Line breaks and tabs become blanks; every other character that the font lacks is
 * printed as its code, `〔U+20BB7〕`: a reader sees that something is missing, and what.
 */
export function printable(text: string, covers: (codePoint: number) => boolean): string {
  const flat = text.normalize('NFC').replaceAll(/\s/gu, ' ');
  return Array.from(flat, (one) => (covers(one.codePointAt(0) ?? 0) ? one : codeOf(one))).join('');
}

const codeOf = (character: string): string =>
  `〔U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}〕`;
