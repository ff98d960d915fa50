/** What a document of a case is. */
export const DOCUMENT_KINDS = [
  'identity',
  'property',
  'project-approval',
  'voluntary-high-voltage-statement',
  'red-line-map',
  'other',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Whether a document has to be brought: at once, later, only where it cannot be had online, or never by the customer. */
export const BRING_WAYS = ['bring', 'may-follow', 'unless-online', 'shared'] as const;
export type BringWay = (typeof BRING_WAYS)[number];

/** A document that an application needs, as a pack has it. */
export interface ToBring {
  readonly document: DocumentKind;
  readonly way: BringWay;
  readonly rule: string;
}

/** Types of files that are taken, with how their names end. */
export const DOCUMENT_TYPES = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
} as const;
export type DocumentType = keyof typeof DOCUMENT_TYPES;

/** Bounds of what is taken: scans and photographs of some pages, not archives. Bytes, and documents of one application. */
export const DOCUMENT_BOUNDS = { mostBytes: 10_485_760, mostCount: 20, mostBytesOfAll: 52_428_800 } as const;

/** A document attached to an application (收资), without its content. */
export interface CaseDocument {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly type: DocumentType;
  /** As it may stand on a disk of any system, with the ending of its type. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Of its content, hexadecimal. */
  readonly sha256: string;
  readonly addedBy: string;
  readonly addedAs: 'customer' | 'manager';
  /** ISO time. */
  readonly addedAt: string;
}

/** A document with its content. */
export interface FiledDocument extends CaseDocument {
  readonly content: Uint8Array;
}
