import { finished } from 'node:stream/promises';
import type { ErrorRequestHandler, Request, Response } from 'express';
import { toProblem } from '../contract/problem.ts';
import type { ProblemCode } from '../contract/problems.ts';
import { Refusal } from '../contract/refusal.ts';
import { cut } from '../contract/shown.ts';
import { Overloaded } from '../model/planner.ts';

const BEARER = 'Bearer realm="jiedian"';
/** Offered to GIS clients alone: where a page asks, a browser would answer with a password box of its own. */
const BASIC = 'Basic realm="jiedian", charset="UTF-8"';

const RETRY_AFTER_S: Readonly<Record<number, string>> = { 429: '3600', 503: '2' };

/** Every error ends here: refusals say what is wrong, faults only their request id. */
export const answerProblem: ErrorRequestHandler = (error: unknown, req, res, next) => {
  const refusal = toRefusal(error);
  // The log line of the request carries the error.
  if (refusal.code === 'internal') res.err = error instanceof Error ? error : new Error(String(error));
  // Nobody is left to be told.
  if (res.destroyed) return;
  // The answer breaks off half-way: the connection ends, so that the rest is not taken for whole.
  if (res.headersSent) {
    next(error);
    return;
  }
  untilHeard(req, res)
    .then(() => {
      answer(refusal, req, res);
    })
    .catch(next);
};

/**
 * Waits for the last byte of a refused body where the connection is closed after the answer: whoever finds it closed
 * while sending never reads why. A kept connection takes both at once. The server's limit for a whole request bounds it.
 */
async function untilHeard(req: Request, res: Response): Promise<void> {
  if (req.complete || res.shouldKeepAlive) return;
  req.resume();
  // A sender who is gone needs no answer.
  await finished(req, { writable: false }).catch(() => undefined);
}

function answer(refusal: Refusal, req: Request, res: Response): void {
  if (res.destroyed) return;
  const path = cut(req.originalUrl.split('?', 1)[0] ?? '');
  const problem = toProblem(refusal, { path, requestId: res.get('X-Request-Id') ?? '' });
  setHeaders(res, problem.status, path);
  res.status(problem.status).send(JSON.stringify(problem));
}

function setHeaders(res: Response, status: number, path: string): void {
  res.set('Content-Type', 'application/problem+json; charset=utf-8').set('Cache-Control', 'no-store');
  const retryAfter = RETRY_AFTER_S[status];
  if (retryAfter !== undefined) res.set('Retry-After', retryAfter);
  if (status === 401) res.set('WWW-Authenticate', path.startsWith('/ogc') ? [BEARER, BASIC] : BEARER);
}

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof Overloaded) return new Refusal('overloaded');
  if (error instanceof URIError) return new Refusal('malformed-url');
  return new Refusal(codeOfReader(error) ?? 'internal');
}

/** Errors of the body reader carry a status, and a type that tells them apart. */
function codeOfReader(error: unknown): ProblemCode | null {
  if (!(error instanceof Error) || !('status' in error)) return null;
  const type = 'type' in error ? error.type : null;
  if (type === 'entity.parse.failed') return 'malformed-json';
  if (error.status === 413) return 'body-too-large';
  if (error.status === 415) return 'unsupported-media-type';
  return error.status === 400 ? 'malformed-request' : null;
}
