import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { ACCESS } from './access.ts';
import { applicationPath } from './application-lists.ts';
import {
  documentAnswer,
  documentContent,
  documentPath,
  documentQuery,
  documentsAnswer,
} from './documents.ts';
import { ALWAYS, operation } from './openapi-operation.ts';

const OF_ONE = [...ALWAYS, 'role-not-allowed', 'invalid-request', 'application-not-found'] as const;

const list = operation('documents', {
  tag: 'Applications',
  summary: 'Documents that the policy asks for, and those attached',
  roles: ACCESS.documents,
  answer: documentsAnswer,
  problems: OF_ONE,
  request: { requestParams: { path: applicationPath } },
});

const attach = operation('attachDocument', {
  tag: 'Applications',
  summary: 'Attach a document; the body is the file, its first bytes as its type says',
  roles: ACCESS.documents,
  status: '201',
  answer: documentAnswer,
  problems: [
    ...OF_ONE,
    'malformed-request',
    'body-too-large',
    'unsupported-media-type',
    'wrong-state',
    'documents-full',
  ],
  request: {
    requestParams: { path: applicationPath, query: documentQuery },
    requestBody: { required: true, content: documentContent },
  },
});

const read = operation('document', {
  tag: 'Applications',
  summary: 'One document, for the disk',
  roles: ACCESS.documents,
  answer: { done: { '200': { description: 'The file.', content: documentContent } } },
  problems: [...OF_ONE, 'document-not-found'],
  request: { requestParams: { path: documentPath } },
});

const detach = operation('detachDocument', {
  tag: 'Applications',
  summary: 'Take a document out again: who attached it, before there is an offer',
  roles: ACCESS.documents,
  answer: { done: { '204': { description: 'Done.' } } },
  problems: [...OF_ONE, 'document-not-found', 'wrong-state', 'document-kept'],
  request: { requestParams: { path: documentPath } },
});

/** The routes of documents of cases. */
export const DOCUMENT_PATHS: ZodOpenApiPathsObject = {
  '/v1/applications/{id}/documents': { get: list, post: attach },
  '/v1/applications/{id}/documents/{documentId}': { get: read, delete: detach },
};
