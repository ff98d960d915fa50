import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether poppler is installed; says so loudly when it is not, because then the letters are not read back. */
export const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined;
if (!hasPoppler)
  console.warn('SKIPPED: letters are not read back: install poppler-utils (apt-get install poppler-utils)');

function withFile<T>(pdf: Uint8Array, use: (file: string, folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'jiedian-pdf-'));
  const file = join(folder, 'letter.pdf');
  writeFileSync(file, pdf);
  try {
    return use(file, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const run = (program: string, ...args: string[]): string => {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1e8 });
  // Poppler complains on stderr of what is not right in a file, and goes on.
  if (status !== 0 || stderr !== '') throw new Error(`${program} says: ${status} ${stderr}`);
  return stdout;
};

/** The text of each page; `layout` keeps what stands side by side on one line. */
export const pagesOf = (pdf: Uint8Array): string[] =>
  withFile(pdf, (file) => run('pdftotext', '-layout', file, '-').split('\f').slice(0, -1));

/** All text in the order of writing, without blanks: lines are broken anywhere in Chinese. */
export const textOf = (pdf: Uint8Array): string =>
  withFile(pdf, (file) => run('pdftotext', '-raw', file, '-').replaceAll(/\s/gu, ''));

export const infoOf = (pdf: Uint8Array): Readonly<Record<string, string>> =>
  withFile(pdf, (file) =>
    Object.fromEntries(
      run('pdfinfo', '-isodates', file)
        .split('\n')
        .map((line): [string, string] => [
          line.slice(0, line.indexOf(':')),
          line.slice(line.indexOf(':') + 1).trim(),
        ]),
    ),
  );

export interface Word {
  readonly page: number;
  readonly xMin: number;
  readonly xMax: number;
  readonly yMin: number;
  readonly yMax: number;
  readonly text: string;
}

/** Every word with the box it takes, points from the page's left and top edge. */
export const wordsOf = (pdf: Uint8Array): Word[] =>
  withFile(pdf, (file) =>
    run('pdftotext', '-bbox', file, '-')
      .split('<page ')
      .slice(1)
      .flatMap((page, i) =>
        [...page.matchAll(/<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)<\/word>/gu)].map(
          ([, xMin, yMin, xMax, yMax, text]): Word => ({
            page: i + 1,
            xMin: Number(xMin),
            yMin: Number(yMin),
            xMax: Number(xMax),
            yMax: Number(yMax),
            text: text!,
          }),
        ),
      ),
  );

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** A page as pixels, one per point. */
export const pictureOf = (pdf: Uint8Array, page: number): Picture =>
  withFile(pdf, (file, folder) => {
    execFileSync('pdftoppm', ['-r', '72', '-f', `${page}`, '-l', `${page}`, file, join(folder, 'page')]);
    const name = readdirSync(folder).find((one) => one.endsWith('.ppm'))!;
    const bytes = readFileSync(join(folder, name));
    const [head = '', width = '', height = ''] = /^P6\n(\d+) (\d+)\n255\n/u.exec(
      bytes.toString('latin1', 0, 40),
    )!;
    return { width: Number(width), height: Number(height), pixels: bytes.subarray(head.length) };
  });

/** Places of a picture whose colour is close to `#rrggbb`. */
export function placesOf({ width, pixels }: Picture, colour: string): [number, number][] {
  const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const found: [number, number][] = [];
  for (let i = 0; i < pixels.length; i += 3)
    if (wanted.every((value, k) => Math.abs(value - pixels[i + k]!) < 24))
      found.push([(i / 3) % width, Math.floor(i / 3 / width)]);
  return found;
}
