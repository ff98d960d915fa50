import type { Application, CaseChange } from '../model/case-book.ts';
import { type CaseDocument, DOCUMENT_BOUNDS, type FiledDocument } from '../model/document.ts';
import { CaseRefusal } from './case-refusal.ts';
import { stepTo } from './step-to.ts';
import type { Taking } from './steps.ts';

/** What the audit tells of a document: not its name, which may be a person's. */
const told = ({ id, kind, type, size, sha256 }: CaseDocument) => ({
  documentId: id,
  document: { kind, type, size, sha256 },
});

/**
 * Attaches a document.
 *
 * @param kept those there are.
 * @throws CaseRefusal `documents-full` beyond the bounds of one application.
 */
export function attachDecision(
  application: Application,
  kept: readonly CaseDocument[],
  attached: FiledDocument,
  { caller }: Taking,
): CaseChange {
  const status = stepTo(application, 'attach', caller);
  const { mostCount, mostBytesOfAll } = DOCUMENT_BOUNDS;
  if (kept.length >= mostCount)
    throw new CaseRefusal('documents-full', {
      received: kept.length + 1,
      allowed: `${mostCount} documents of an application`,
    });
  const bytes = kept.reduce((sum, { size }) => sum + size, attached.size);
  if (bytes > mostBytesOfAll)
    throw new CaseRefusal('documents-full', {
      received: bytes,
      allowed: `${mostBytesOfAll} bytes of an application`,
    });
  return { action: 'attach', status, attached, note: told(attached) };
}

/** Takes a document out again: who attached it may, before there is an offer. */
export function detachDecision(
  application: Application,
  kept: readonly CaseDocument[],
  documentId: string,
  { caller }: Taking,
): CaseChange {
  const status = stepTo(application, 'detach', caller);
  const found = kept.find(({ id }) => id === documentId);
  if (found === undefined) throw new CaseRefusal('document-not-found', { received: documentId });
  if (found.addedBy !== caller.sub || found.addedAs !== caller.role)
    throw new CaseRefusal('document-of-another', { allowed: 'who attached it' });
  return { action: 'detach', status, detached: documentId, note: told(found) };
}
