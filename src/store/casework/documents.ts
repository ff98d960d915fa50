import type { Application, CaseChange } from '../../model/case-book.ts';
import type { CaseDocument, DocumentKind, DocumentType, FiledDocument } from '../../model/document.ts';
import type { Queries, SqlRow } from '../db.ts';
import { StoreFault } from '../store-fault.ts';
import { numberOf, textOf } from '../sql-row.ts';

const COLUMNS = 'id, kind, type, name, size, sha256, added_by, added_as, added_at';

/** Keeps a document of an application. */
const insertDocument = async (
  on: Queries,
  { region, id }: Pick<Application, 'region' | 'id'>,
  document: FiledDocument,
): Promise<void> => {
  await on.run(
    `insert into documents (
       region_id, application_id, id, kind, type, name, size, sha256, added_by, added_as, added_at, content
     ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::timestamptz, $12)`,
    [
      region,
      id,
      document.id,
      document.kind,
      document.type,
      document.name,
      document.size,
      document.sha256,
      document.addedBy,
      document.addedAs,
      document.addedAt,
      document.content,
    ],
  );
};

/** Takes a document out of its application, with its content. */
const deleteDocument = async (
  on: Queries,
  { region, id }: Pick<Application, 'region' | 'id'>,
  documentId: string,
): Promise<void> => {
  const gone = await on.run(
    'delete from documents where region_id = $1 and application_id = $2 and id = $3',
    [region, id, documentId],
  );
  if (gone !== 1) throw new StoreFault(`document ${documentId} could not be removed`);
};

/** Keeps and takes out the documents of a step. */
export const fileDocuments = async (
  on: Queries,
  application: Pick<Application, 'region' | 'id'>,
  { attached, detached }: Pick<CaseChange, 'attached' | 'detached'>,
): Promise<void> => {
  if (attached !== undefined) await insertDocument(on, application, attached);
  if (detached !== undefined) await deleteDocument(on, application, detached);
};

const toDocument = (row: SqlRow): CaseDocument => ({
  id: textOf(row, 'id'),
  // The table's checks know the same words.
  kind: textOf(row, 'kind') as DocumentKind,
  type: textOf(row, 'type') as DocumentType,
  name: textOf(row, 'name'),
  size: numberOf(row, 'size'),
  sha256: textOf(row, 'sha256'),
  addedBy: textOf(row, 'added_by'),
  addedAs: textOf(row, 'added_as') as CaseDocument['addedAs'],
  addedAt: textOf(row, 'added_at'),
});

/** Documents of an application, the oldest first. */
export const readDocuments = async (on: Queries, applicationId: string): Promise<readonly CaseDocument[]> =>
  (
    await on.query(`select ${COLUMNS} from documents where application_id = $1 order by id collate "C"`, [
      applicationId,
    ])
  ).map(toDocument);

/** One document with its content; `null` = there is none in scope. */
export const readDocument = async (
  on: Queries,
  applicationId: string,
  documentId: string,
): Promise<FiledDocument | null> => {
  const [row] = await on.query(
    `select ${COLUMNS}, content from documents where application_id = $1 and id = $2`,
    [applicationId, documentId],
  );
  if (row === undefined) return null;
  const content = row['content'];
  if (!(content instanceof Uint8Array)) throw new StoreFault(`document ${documentId} has no content`);
  return { ...toDocument(row), content };
};
