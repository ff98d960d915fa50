import PDFDocument from 'pdfkit';
import type { PaperFonts } from './load-fonts.ts';
import { printable } from './printable.ts';

/** A4 in points, with its margins. */
const PAGE = { width: 595.28, height: 841.89, side: 46, top: 46, bottom: 62 } as const;
export const INK = {
  text: '#1d2733',
  faint: '#5d6b7a',
  rule: '#c3ccd6',
  shade: '#eef2f6',
  accent: '#14507d',
};

/** How a text looks, points. */
export interface Style {
  readonly size: number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly align?: 'left' | 'center' | 'right';
}

/** Where a text stands; it never leaves `width`, and is cut with an ellipsis at `height`. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height?: number;
}

interface Meta {
  readonly title: string;
  readonly author: string;
  readonly language: string;
  readonly createdAt: Date;
}

/** What stands on every page, drawn when the number of pages is known. */
export interface Repeated {
  readonly header: string;
  readonly footer: readonly string[];
  readonly page: (page: number, pages: number) => string;
}

/** Pages that are filled from the top down; `y` is where the next thing goes. */
export class Sheet {
  readonly doc: PDFKit.PDFDocument;
  readonly left = PAGE.side;
  readonly width = PAGE.width - 2 * PAGE.side;
  y: number = PAGE.top;
  readonly #covers: (codePoint: number) => boolean;
  readonly #bytes: Promise<Uint8Array>;

  constructor({ regular, bold, covers }: PaperFonts, { title, author, language, createdAt }: Meta) {
    const info = {
      Title: title,
      Author: author,
      Creator: 'Jiedian',
      Producer: 'Jiedian',
      CreationDate: createdAt,
    };
    this.doc = new PDFDocument({
      size: 'A4',
      // This sheet breaks pages itself: pdfkit must never find a reason to.
      margin: 0,
      bufferPages: true,
      pdfVersion: '1.7',
      lang: language,
      displayTitle: true,
      info: { ...info, ModDate: createdAt },
    });
    this.doc.registerFont('regular', regular).registerFont('bold', bold);
    this.#covers = covers;
    const chunks: Buffer[] = [];
    this.#bytes = new Promise((resolve, reject) => {
      this.doc.on('data', (chunk: Buffer) => chunks.push(chunk));
      this.doc.on('end', () => {
        resolve(new Uint8Array(Buffer.concat(chunks)));
      });
      this.doc.on('error', reject);
    });
  }

  /** What is left of the page below `y`, points. */
  get room(): number {
    return PAGE.height - PAGE.bottom - this.y;
  }

  /** A new page unless the height is still free on this one; whether there was one. */
  need(height: number): boolean {
    if (height <= this.room) return false;
    this.doc.addPage();
    this.y = PAGE.top;
    return true;
  }

  measure(text: string, style: Style, width: number): number {
    return this.#styled(style).heightOfString(this.#clean(text), { width, lineGap: lineGap(style) });
  }

  /** Width of a text on one line. */
  widthOf(text: string, style: Style): number {
    return this.#styled(style).widthOfString(this.#clean(text));
  }

  /** Writes without moving `y`. */
  write(text: string, style: Style, { x, y, width, height }: Place): void {
    this.#styled(style)
      .fillColor(style.color ?? INK.text)
      .text(this.#clean(text), x, y, {
        width,
        align: style.align ?? 'left',
        lineGap: lineGap(style),
        ...(height === undefined ? {} : { height, ellipsis: true }),
      });
  }

  /** Writes over the whole width, moving on; breaks pages between paragraphs only. */
  paragraph(text: string, style: Style, after = 4): void {
    const height = this.measure(text, style, this.width);
    this.need(height);
    this.write(text, style, { x: this.left, y: this.y, width: this.width });
    this.y += height + after;
  }

  /** A heading that keeps `follow` points of what follows with it. */
  heading(text: string, follow: number): void {
    this.need(26 + follow);
    this.y += 8;
    this.doc.rect(this.left, this.y + 1.5, 3, 12).fill(INK.accent);
    this.write(
      text,
      { size: 12, bold: true, color: INK.accent },
      { x: this.left + 9, y: this.y - 1, width: this.width },
    );
    this.y += 21;
  }

  /** Draws header and footer of all pages and ends the file. */
  finish(repeated: Repeated): Promise<Uint8Array> {
    const { count } = this.doc.bufferedPageRange();
    for (let page = 0; page < count; page++) {
      this.doc.switchToPage(page);
      this.#repeat(repeated, page, count);
    }
    this.doc.end();
    return this.#bytes;
  }

  #repeat({ header, footer, page }: Repeated, index: number, count: number): void {
    const small: Style = { size: 7, color: INK.faint };
    const [x, width] = [this.left, this.width];
    if (index > 0) this.write(header, small, { x, y: PAGE.top - 20, width, height: 10 });
    const top = PAGE.height - PAGE.bottom + 16;
    this.doc
      .moveTo(x, top - 5)
      .lineTo(x + width, top - 5)
      .lineWidth(0.5)
      .stroke(INK.rule);
    footer.forEach((line, i) => {
      this.write(line, small, { x, y: top + 10 * i, width: i === 0 ? width - 90 : width, height: 10 });
    });
    this.write(
      page(index + 1, count),
      { ...small, align: 'right' },
      { x: x + width - 88, y: top, width: 88 },
    );
  }

  #styled({ size, bold = false }: Style): PDFKit.PDFDocument {
    return this.doc.font(bold ? 'bold' : 'regular').fontSize(size);
  }

  #clean(text: string): string {
    return printable(text, this.#covers);
  }
}

/** The font's own line height is airy already. */
const lineGap = ({ size }: Style): number => -0.12 * size;
