import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create } from 'fontkit';

/** The two weights of the papers' font, and which characters both have. */
export interface PaperFonts {
  readonly regular: Buffer;
  readonly bold: Buffer;
  readonly covers: (codePoint: number) => boolean;
}

/**
 * The fonts of a folder (`data/fonts`); loaded once, used for every paper.
 *
 * @throws Error when a file is missing or no font.
 */
export function loadFonts(folder: string): PaperFonts {
  const [regular, bold] = ['regular', 'bold'].map((weight) =>
    readFileSync(join(folder, `noto-sans-sc-${weight}.ttf`)),
  ) as [Buffer, Buffer];
  const [first, second] = [charactersOf(regular), charactersOf(bold)];
  return { regular, bold, covers: (codePoint) => first.has(codePoint) && second.has(codePoint) };
}

function charactersOf(file: Buffer): ReadonlySet<number> {
  const font = create(file);
  if (!('characterSet' in font)) throw new Error('a collection of fonts is no single font');
  return new Set(font.characterSet);
}
