import type { z } from 'zod';
import { toShown, type Flaw } from './check-value.ts';
import { ImportRefused } from './import-refused.ts';

type Issue = z.core.$ZodIssue;

/** What stands at a path of keys; `undefined` where the path leads nowhere. */
export const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined,
    root,
  );

const REASONS: Readonly<Partial<Record<Issue['code'], string>>> = {
  invalid_type: 'wrong-type',
  too_small: 'out-of-range',
  too_big: 'out-of-range',
};

/** Issues of one element as flaws, each with the field at fault; `null` = the element as a whole. */
export const toFlaws = (
  element: unknown,
  issues: readonly Issue[],
): readonly (Flaw & { readonly field: string | null })[] =>
  issues.map((issue) => {
    const received = valueAt(element, issue.path);
    const reason = received === undefined ? 'missing' : (REASONS[issue.code] ?? 'wrong-value');
    return {
      field: issue.path.join('/') || null,
      reason,
      received: toShown(received),
      allowed: issue.message,
    };
  });

/**
 * Refuses a file whose outside has issues.
 *
 * @param under JSON pointer of the root within the file; left out = the whole.
 * @throws {ImportRefused} always; `where` is the JSON pointer of the first, the message tells all.
 */
export const refuseIssues = (file: string, root: unknown, issues: readonly Issue[], under = ''): never => {
  const pointer = (path: readonly PropertyKey[] = []) => `${under}/${path.join('/')}`;
  const said = issues.map(({ path, message }) => {
    return `${pointer(path)}: ${message}; received ${toShown(valueAt(root, path) ?? null)}`;
  });
  throw new ImportRefused(file, pointer(issues[0]?.path), said.join('. '));
};
