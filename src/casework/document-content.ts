import type { DocumentType } from '../model/document.ts';

const bytes = (...given: readonly number[]): Uint8Array => Uint8Array.from(given);

/** How a file of each type begins: ISO 32000-2 §7.5.2, PNG §5.2 with its first chunk, JFIF (ITU-T T.871). */
const BEGINS: Readonly<Record<DocumentType, Uint8Array>> = {
  'application/pdf': bytes(0x25, 0x50, 0x44, 0x46, 0x2d),
  'image/png': bytes(
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...[0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52],
  ),
  'image/jpeg': bytes(0xff, 0xd8, 0xff),
};

/** What the first bytes of a file say it is; `null` = nothing that is taken. */
export function typeOfContent(content: Uint8Array): DocumentType | null {
  const types = Object.keys(BEGINS) as DocumentType[];
  return types.find((type) => BEGINS[type].every((byte, i) => content[i] === byte)) ?? null;
}
