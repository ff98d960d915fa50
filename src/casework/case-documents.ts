import { createHash } from 'node:crypto';
import type { Application, CaseBook, CaseScope } from '../model/case-book.ts';
import type { CaseDocument, DocumentKind, DocumentType, FiledDocument, ToBring } from '../model/document.ts';
import { classify } from '../policy/classify.ts';
import { caseId } from './case-id.ts';
import { type CasePacks, packOf } from './case-packs.ts';
import { CaseRefusal } from './case-refusal.ts';
import { typeOfContent } from './document-content.ts';
import { attachDecision, detachDecision } from './document-decision.ts';
import { safeName } from './document-name.ts';
import { wordOf } from './stated-facts.ts';
import { stepTo } from './step-to.ts';
import type { Taking } from './steps.ts';

/** What documents of cases stand on. */
export interface CaseDocumentsParts extends CasePacks {
  readonly cases: Pick<CaseBook, 'read' | 'file' | 'documents' | 'document'>;
  readonly now: () => Date;
  /** The day of a time in Asia/Shanghai. */
  readonly dayOf: (time: Date) => string;
}

/** A document as it came. */
export interface GivenDocument {
  readonly kind: DocumentKind;
  /** As it is declared. */
  readonly type: DocumentType;
  readonly name: string;
  readonly content: Uint8Array;
}

/** What an application needs, and what has been attached. */
export interface Filed {
  readonly bring: readonly ToBring[];
  readonly documents: readonly CaseDocument[];
}

/** Documents of applications: attached by their customer and staff, read by both, taken out before an offer. */
export class CaseDocuments {
  readonly #parts: CaseDocumentsParts;

  constructor(parts: CaseDocumentsParts) {
    this.#parts = parts;
  }

  /** Whether the caller may attach something now; asked before anything is read in. @throws CaseRefusal */
  async checkAttach(caller: CaseScope, id: string): Promise<void> {
    stepTo(await this.#application(caller, id), 'attach', caller);
  }

  /** @throws CaseRefusal `content-not-as-declared` where its first bytes are of another type. */
  async attach(caller: CaseScope, id: string, given: GivenDocument): Promise<CaseDocument> {
    const { kind, type, name, content } = given;
    const found = typeOfContent(content);
    if (found !== type)
      throw new CaseRefusal('content-not-as-declared', {
        received: found === null ? 'bytes of no type that is taken' : `bytes of ${found}`,
        allowed: `bytes of ${type}, as the Content-Type says`,
      });
    if (caller.role !== 'customer' && caller.role !== 'manager')
      throw new CaseRefusal('application-not-found', { received: id });
    const taking = this.#taking(caller);
    const attached: FiledDocument = {
      id: caseId(this.#parts.now()),
      kind,
      type,
      name: safeName(name, type),
      size: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      addedBy: caller.sub,
      addedAs: caller.role,
      addedAt: taking.at,
      content,
    };
    await this.#file(id, taking, (application, kept) => attachDecision(application, kept, attached, taking));
    return attached;
  }

  async detach(caller: CaseScope, id: string, documentId: string): Promise<void> {
    const taking = this.#taking(caller);
    await this.#file(id, taking, (application, kept) =>
      detachDecision(application, kept, documentId, taking),
    );
  }

  /** What the pack asks for, by what is known of the application, and what is there. */
  async list(caller: CaseScope, id: string): Promise<Filed> {
    const { request, verified } = await this.#application(caller, id);
    const { today: asOf } = this.#taking(caller);
    const asked = { ...request, asOf, statedBy: wordOf(request.customer, verified) };
    const { bring } = classify(asked, packOf(this.#parts, request.policy)).classification;
    return { bring, documents: await this.#parts.cases.documents(caller, id) };
  }

  async read(caller: CaseScope, id: string, documentId: string): Promise<FiledDocument> {
    await this.#application(caller, id);
    const found = await this.#parts.cases.document(caller, id, documentId);
    if (found === null) throw new CaseRefusal('document-not-found', { received: documentId });
    return found;
  }

  async #application(caller: CaseScope, id: string): Promise<Application> {
    const found = await this.#parts.cases.read(caller, id);
    if (found === null) throw new CaseRefusal('application-not-found', { received: id });
    return found;
  }

  async #file(id: string, { caller, at }: Taking, decide: Parameters<CaseBook['file']>[3]): Promise<void> {
    const changed = await this.#parts.cases.file(caller, id, at, decide);
    if (changed === null) throw new CaseRefusal('application-not-found', { received: id });
  }

  #taking(caller: CaseScope): Taking {
    const now = this.#parts.now();
    return { caller, at: now.toISOString(), today: this.#parts.dayOf(now) };
  }
}
