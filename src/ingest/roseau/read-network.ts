import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import type { z } from 'zod';
import { toShown } from '../check-value.ts';
import { ImportRefused } from '../import-refused.ts';
import { flawOf, type ElementFlaw } from './element-flaw.ts';
import type { FeederFile } from './find-feeder-files.ts';
import { envelopeSchema, LISTS, type ListName, type Network } from './network.ts';
import { parseJson } from './parse-json.ts';

/** Far above any feeder (a large one has 3 MB), well below what one string may hold. */
const LARGEST_BYTES = 256 << 20;

/** A file as read: elements of the right shape, and what is wrong with the others. */
export interface ReadNetwork {
  readonly network: Network;
  readonly flaws: readonly ElementFlaw[];
}

type Issue = z.core.$ZodIssue;

const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined,
    root,
  );

const readJson = async ({ path, file }: FeederFile): Promise<unknown> => {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new ImportRefused(file, null, 'no such file');
  if (found.size > LARGEST_BYTES) {
    throw new ImportRefused(file, null, `${found.size} bytes; a feeder may have ${LARGEST_BYTES}`);
  }
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new ImportRefused(file, null, `cannot be read: ${String(error)}`);
  });
  if (!isUtf8(bytes)) throw new ImportRefused(file, null, 'not UTF-8');
  return parseJson(bytes.toString('utf8').replace(/^\uFEFF/, ''), file);
};

const refuse = (file: string, root: unknown, issues: readonly Issue[]): never => {
  const said = issues.map(({ path, message }) => {
    return `/${path.join('/')}: ${message}; received ${toShown(valueAt(root, path) ?? null)}`;
  });
  throw new ImportRefused(file, `/${issues[0]?.path.join('/') ?? ''}`, said.join('. '));
};

const REASONS: Readonly<Partial<Record<Issue['code'], string>>> = {
  invalid_type: 'wrong-type',
  too_small: 'out-of-range',
  too_big: 'out-of-range',
};

const shapeFlaws = (list: ListName, element: unknown, issues: readonly Issue[]): ElementFlaw[] =>
  issues.map((issue) => {
    const received = valueAt(element, issue.path);
    const given = valueAt(element, ['id']);
    const id = typeof given === 'string' || typeof given === 'number' ? toShown(String(given)) : null;
    const reason = received === undefined ? 'missing' : (REASONS[issue.code] ?? 'wrong-value');
    return flawOf({ list, id, field: issue.path.join('/') || null }, reason, received, issue.message);
  });

/** Elements of the right shape with an id of their own; what is wrong with the others goes into `flaws`. */
const readList = <L extends ListName>(list: L, elements: readonly unknown[], flaws: ElementFlaw[]) => {
  const good = new Map<string, z.infer<(typeof LISTS)[L]>>();
  for (const element of elements) {
    const parsed = LISTS[list].safeParse(element);
    if (!parsed.success) flaws.push(...shapeFlaws(list, element, parsed.error.issues));
    else if (good.has(parsed.data.id)) {
      const { id } = parsed.data;
      flaws.push(flawOf({ list, id, field: 'id' }, 'duplicate-id', id, `one element of this id in ${list}`));
    } else good.set(parsed.data.id, parsed.data as z.infer<(typeof LISTS)[L]>);
  }
  return [...good.values()];
};

/**
 * Reads a Roseau Load Flow file, single-phase or multi-phase, version 5, in longitude and latitude.
 *
 * @throws {ImportRefused} when it is missing, too large, cut off, not JSON, or of another version, reference system
 *   or format; `where` is a line and column, or a JSON pointer.
 */
export const readNetwork = async (from: FeederFile): Promise<ReadNetwork> => {
  const root = await readJson(from);
  const { success, data, error } = envelopeSchema.safeParse(root);
  if (!success) return refuse(from.file, root, error.issues);
  const flaws: ElementFlaw[] = [];
  const network = {
    buses: readList('buses', data.buses, flaws),
    lines: readList('lines', data.lines, flaws),
    switches: readList('switches', data.switches, flaws),
    transformers: readList('transformers', data.transformers, flaws),
    loads: readList('loads', data.loads, flaws),
    sources: readList('sources', data.sources, flaws),
    lines_params: readList('lines_params', data.lines_params, flaws),
    transformers_params: readList('transformers_params', data.transformers_params, flaws),
  };
  return { network, flaws };
};
