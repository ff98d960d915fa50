import type { z } from 'zod';
import { toShown } from '../check-value.ts';
import type { JsonFile } from '../find-json-files.ts';
import { refuseIssues, toFlaws, valueAt } from '../issues.ts';
import { readJson } from '../read-json.ts';
import { flawOf, type ElementFlaw } from './element-flaw.ts';
import { envelopeSchema, LISTS, type ListName, type Network } from './network.ts';

/** A file as read: elements of the right shape, and what is wrong with the others. */
export interface ReadNetwork {
  readonly network: Network;
  readonly flaws: readonly ElementFlaw[];
}

const idOf = (element: unknown): string | null => {
  const given = valueAt(element, ['id']);
  return typeof given === 'string' || typeof given === 'number' ? toShown(String(given)) : null;
};

/** Elements of the right shape with an id of their own; what is wrong with the others goes into `flaws`. */
const readList = <L extends ListName>(list: L, elements: readonly unknown[], flaws: ElementFlaw[]) => {
  const good = new Map<string, z.infer<(typeof LISTS)[L]>>();
  for (const element of elements) {
    const parsed = LISTS[list].safeParse(element);
    if (!parsed.success) {
      const id = idOf(element);
      flaws.push(...toFlaws(element, parsed.error.issues).map((flaw) => ({ list, id, ...flaw })));
    } else if (good.has(parsed.data.id)) {
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
export const readNetwork = async (from: JsonFile): Promise<ReadNetwork> => {
  const root = await readJson(from);
  const { success, data, error } = envelopeSchema.safeParse(root);
  if (!success) return refuseIssues(from.file, root, error.issues);
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
