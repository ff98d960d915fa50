import { z } from 'zod';
import {
  type CaseDocument,
  DOCUMENT_BOUNDS,
  DOCUMENT_TYPES,
  type DocumentType,
  type ToBring,
} from '../model/document.ts';
import type { Role } from '../model/role.ts';
import { applicationPath } from './application-lists.ts';
import { isoTime } from './figures.ts';
import { documentKind, toBring } from './to-bring.ts';
import type { Wire } from './wire.ts';
import { words } from './words.ts';

/** Types of files that are taken. */
export const documentType = words('Type of the file; its first bytes must agree.', {
  'application/pdf': 'A PDF file.',
  'image/png': 'A PNG picture.',
  'image/jpeg': 'A JPEG picture.',
} satisfies Record<DocumentType, string>);

/** Query of `POST /v1/applications/{id}/documents`; the body is the file. */
export const documentQuery = z.strictObject({
  document: documentKind,
  name: z
    .string()
    .min(1)
    .max(255)
    .meta({ description: 'Name of the file; kept in a form safe for any disk.' }),
});

/** Path of one document. */
export const documentPath = applicationPath.extend({ documentId: z.string().min(1).max(100) });

/** A document on the wire, without its content. */
export const documentAnswer = z
  .strictObject({
    id: z.string(),
    document: documentKind,
    name: z.string(),
    type: documentType,
    size: z.int().min(1).max(DOCUMENT_BOUNDS.mostBytes).meta({ description: 'Bytes.' }),
    sha256: z.string(),
    addedAs: words('Who attached it.', {
      customer: 'The customer.',
      manager: 'A manager of the region.',
    }),
    addedBy: z.string().nullable().meta({ description: 'Staff only.' }),
    addedAt: isoTime,
  })
  .meta({ id: 'CaseDocument', description: 'A document attached to an application.' });
export type DocumentAnswer = Wire<z.infer<typeof documentAnswer>>;

/** Answer of `GET /v1/applications/{id}/documents`. */
export const documentsAnswer = z
  .strictObject({
    bring: z.array(toBring).meta({ description: 'What the policy asks for, by what is known so far.' }),
    items: z.array(documentAnswer).meta({ description: 'What has been attached, the oldest first.' }),
  })
  .meta({ id: 'CaseDocuments', description: 'Documents of an application.' });
export type DocumentsAnswer = Wire<z.infer<typeof documentsAnswer>>;

/** A document on the wire, as a role sees it. */
export const encodeDocument = (
  { id, kind, name, type, size, sha256, addedAs, addedBy, addedAt }: CaseDocument,
  role: Role,
): DocumentAnswer => ({
  id,
  document: kind,
  name,
  type,
  size,
  sha256,
  addedAs,
  addedBy: role === 'customer' ? null : addedBy,
  addedAt,
});

/** What the policy asks for, on the wire. */
export const encodeBring = (bring: readonly ToBring[]): DocumentsAnswer['bring'] =>
  bring.map(({ document, way, rule }) => ({ document, way, rule }));

const TYPES = Object.keys(DOCUMENT_TYPES) as DocumentType[];

/** The media types that are taken, for a body and for an answer. */
export const documentContent = Object.fromEntries(
  TYPES.map((type) => [type, { schema: { type: 'string', format: 'binary' } as const }]),
);
