import type { Response } from 'supertest';
import { expect } from 'vitest';
import { problemAnswer, type Problem } from '../../src/contract/problem.ts';
import { PROBLEMS, type ProblemCode } from '../../src/contract/problems.ts';

/** The answer is a problem of this code that fits its schema; gives it back. */
export function expectProblem(response: Response, code: ProblemCode): Problem {
  expect(response.body).toMatchObject({ code });
  expect(response.status).toBe(PROBLEMS[code].status);
  expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(response.headers['cache-control']).toBe('no-store');
  const problem = problemAnswer.parse(response.body);
  expect(problem.requestId).toBe(response.headers['x-request-id']);
  expect(problem.type).toBe(`/problems#${code}`);
  return problem;
}
