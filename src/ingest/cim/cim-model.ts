import type { Defect } from '../../model/store.ts';
import { toShown } from '../check-value.ts';
import type { Element } from '../bus-grid/bus-grid.ts';
import { ImportRefused } from '../import-refused.ts';
import { readRdf, type Described } from './read-rdf.ts';

/** One object with all that the files say of it. */
export interface CimObject {
  readonly type: string;
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly values: Record<string, string>;
}

/** What the profiles call things that are no objects of the grid. */
const MODELS = new Set(['FullModel']);

const startOf = ({ type, file, line }: Described): void => {
  if (type === 'DifferenceModel') {
    throw new ImportRefused(file, `line ${line}`, 'a difference model; give the full models of all profiles');
  }
};

/** All objects of a set of profiles, by id and by class. */
export class CimModel {
  readonly defects: Defect[] = [];
  readonly #byId = new Map<string, CimObject>();
  readonly #byType = new Map<string, CimObject[]>();
  readonly #referring = new Map<string, Map<string, CimObject[]>>();

  /** Reads the files one after the other, in any order of their profiles. */
  static async read(paths: readonly string[]): Promise<CimModel> {
    const model = new CimModel();
    for (const path of paths) for await (const each of readRdf(path)) model.#take(each);
    for (const each of model.#byId.values()) {
      const alike = model.#byType.get(each.type);
      if (alike === undefined) model.#byType.set(each.type, [each]);
      else alike.push(each);
    }
    return model;
  }

  #take(each: Described): void {
    startOf(each);
    if (MODELS.has(each.type)) return;
    const known = this.#byId.get(each.id);
    // The equipment profile defines an object; the others say more of it.
    if (known === undefined) this.#byId.set(each.id, { ...each, values: { ...each.values } });
    else Object.assign(known.values, each.values);
  }

  of(...types: readonly string[]): readonly CimObject[] {
    return types.flatMap((type) => this.#byType.get(type) ?? []);
  }

  /** What a property of an object leads to; `null` where it has none, or the object is in none of the files. */
  to({ values }: CimObject, property: string): CimObject | null {
    const id = values[property];
    return id === undefined ? null : (this.#byId.get(id) ?? null);
  }

  byId(id: string): CimObject | null {
    return this.#byId.get(id) ?? null;
  }

  /** Objects of a class whose property leads to this one, in the order of the files. */
  from({ id }: CimObject, type: string, property: string): readonly CimObject[] {
    const key = `${type} ${property}`;
    let index = this.#referring.get(key);
    if (index === undefined) {
      index = new Map();
      for (const each of this.of(type)) {
        const to = each.values[property] ?? '';
        const there = index.get(to);
        if (there === undefined) index.set(to, [each]);
        else there.push(each);
      }
      this.#referring.set(key, index);
    }
    return index.get(id) ?? [];
  }

  /** A figure of an object; `null` where it has none. One that is no number is a defect. */
  figure(object: CimObject, property: string): number | null {
    const text = object.values[property];
    if (text === undefined || text === '') return null;
    const value = Number(text);
    if (Number.isFinite(value)) return value;
    this.flaw(object, property, 'wrong-type', [text, 'a number']);
    return null;
  }

  flaw(
    object: CimObject,
    field: string | null,
    reason: string,
    [received, allowed]: readonly [string, string],
  ): void {
    const { at } = elementOf(object);
    this.defects.push({ ...at, field, reason, received: toShown(received), allowed });
  }
}

/** An object as an element of the grid: ids are unique the world over. */
export const elementOf = ({ type, id, file, line, values }: CimObject): Element => ({
  id,
  name: values['IdentifiedObject.name'] ?? null,
  at: { file, line, table: type, id },
});
