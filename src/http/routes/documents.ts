import { Router } from 'express';
import { ACCESS } from '../../contract/access.ts';
import { applicationPath } from '../../contract/application-lists.ts';
import {
  type DocumentsAnswer,
  documentPath,
  documentQuery,
  encodeBring,
  encodeDocument,
} from '../../contract/documents.ts';
import { parsePath, parseQuery } from '../../contract/parse.ts';
import { Refusal } from '../../contract/refusal.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { declaredType, readDocument } from '../casework/read-document.ts';
import { refusing } from '../casework/refuse.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';

/** A name for a file as RFC 6266 wants it: in plain letters for the old, and as it is. */
function dispositionOf(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/gu, '_').replace(/["\\]/gu, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/gu,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

function contentOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array && body.length > 0) return body;
  throw new Refusal('invalid-request', [
    { pointer: '', code: 'missing', received: null, allowed: 'the file, as the body' },
  ]);
}

/** What is to be brought and was attached, and what more is. */
function routeAll(router: Router, documents: Parts['documents']): void {
  router
    .route('/v1/applications/:id/documents')
    .get(
      allow(ACCESS.documents),
      refusing(async (req, res) => {
        const caller = callerOf(req);
        const { id } = parsePath(applicationPath, req.params);
        const filed = await documents.list(caller, id);
        res.json({
          bring: encodeBring(filed.bring),
          items: filed.documents.map((document) => encodeDocument(document, caller.role)),
        } satisfies DocumentsAnswer);
      }),
    )
    .post(
      allow(ACCESS.documents),
      // Before megabytes are read in for somebody who may not send them.
      refusing(async (req, _res, next) => {
        const { id } = parsePath(applicationPath, req.params);
        parseQuery(documentQuery, req.query);
        await documents.checkAttach(callerOf(req), id);
        next();
      }),
      readDocument,
      refusing(async (req, res) => {
        const caller = callerOf(req);
        const { id } = parsePath(applicationPath, req.params);
        const { document: kind, name } = parseQuery(documentQuery, req.query);
        const given = { kind, name, type: declaredType(req), content: contentOf(req.body) };
        const made = await documents.attach(caller, id, given);
        res
          .status(201)
          .set('Location', `/v1/applications/${id}/documents/${made.id}`)
          .json(encodeDocument(made, caller.role));
      }),
    )
    .all(onlyMethods('GET', 'HEAD', 'POST'));
}

/** The files. */
function routeEach(router: Router, documents: Parts['documents']): void {
  router
    .route('/v1/applications/:id/documents/:documentId')
    .get(
      allow(ACCESS.documents),
      refusing(async (req, res) => {
        const { id, documentId } = parsePath(documentPath, req.params);
        const found = await documents.read(callerOf(req), id, documentId);
        res
          .set('Content-Type', found.type)
          .set('Content-Disposition', dispositionOf(found.name))
          .set('Content-Security-Policy', "default-src 'none'; sandbox")
          .set('X-Content-Type-Options', 'nosniff')
          .set('ETag', `"${found.sha256}"`)
          .end(found.content);
      }),
    )
    .delete(
      allow(ACCESS.documents),
      refusing(async (req, res) => {
        const { id, documentId } = parsePath(documentPath, req.params);
        await documents.detach(callerOf(req), id, documentId);
        res.status(204).end();
      }),
    )
    .all(onlyMethods('GET', 'HEAD', 'DELETE'));
}

/** `/v1/applications/{id}/documents`: what is to be brought, what was attached, and the files. */
export const documentsRoute = ({ documents }: Parts): Router => {
  const router = Router();
  routeAll(router, documents);
  routeEach(router, documents);
  return router;
};
