import { applicationBody } from '../../contract/applications.ts';
import { parseBody } from '../../contract/parse.ts';
import { Refusal, type Issue } from '../../contract/refusal.ts';

/** What the service would find wrong with a body, found before it is sent: the same schema, the same words. */
export function faultsOf(body: unknown): readonly Issue[] {
  try {
    parseBody(applicationBody, body);
    return [];
  } catch (error) {
    if (error instanceof Refusal) return error.issues;
    throw error;
  }
}
