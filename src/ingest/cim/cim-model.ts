import type { Defect } from '../../model/store.ts';
import { toShown } from '../check-value.ts';
import type { Element } from '../bus-grid/bus-grid.ts';
import { ImportRefused } from '../import-refused.ts';
import type { ProfileFile } from './find-profiles.ts';
import { readRdf, type Described } from './read-rdf.ts';
import { refuseTwoStates } from './refuse-two-states.ts';

/** One object with all that the files say of it. */
export interface CimObject {
  type: string;
  readonly id: string;
  file: string;
  line: number;
  readonly values: Record<string, string>;
}

/** What the profiles call the file that they are, and no object of the grid. */
const MODEL = 'FullModel';
/** What RDF calls an object whose class it does not say there. */
const NO_CLASS = 'Description';

/** A yes or no, as XML writes it. */
const FLAGS = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

const startOf = ({ type, file, line }: Described): void => {
  if (type === 'DifferenceModel') {
    throw new ImportRefused(file, `line ${line}`, 'a difference model; give the full models of all profiles');
  }
};

/** All objects of a set of profiles, by id and by class. */
export class CimModel {
  readonly defects: Defect[] = [];
  readonly #headers: Described[] = [];
  readonly #byId = new Map<string, CimObject>();
  readonly #byType = new Map<string, CimObject[]>();
  readonly #referring = new Map<string, Map<string, CimObject[]>>();

  /** Reads the files one after the other, in any order of their profiles. */
  static async read(profiles: readonly ProfileFile[]): Promise<CimModel> {
    const model = new CimModel();
    for (const profile of profiles) for await (const each of readRdf(profile)) model.#take(each);
    refuseTwoStates(model.#headers);
    for (const each of model.#byId.values()) {
      const alike = model.#byType.get(each.type);
      if (alike === undefined) model.#byType.set(each.type, [each]);
      else alike.push(each);
    }
    return model;
  }

  #take(each: Described): void {
    startOf(each);
    if (each.type === MODEL) {
      this.#headers.push(each);
      return;
    }
    const { type, id, file, line, values, defines } = each;
    const known = this.#byId.get(id);
    if (known === undefined) this.#byId.set(id, { type, id, file, line, values: { ...values } });
    else {
      Object.assign(known.values, values);
      // The equipment profile defines an object; the others, which may be read before it, say more of it.
      if (defines) [known.type, known.file, known.line] = [type, file, line];
      else if (known.type === NO_CLASS) known.type = type;
    }
  }

  /** Every object of the files. */
  all(): Iterable<CimObject> {
    return this.#byId.values();
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

  /** A yes or no of an object; `null` where it says neither. What is none is a defect. */
  flag(object: CimObject, property: string): boolean | null {
    const text = object.values[property];
    if (text === undefined || text === '') return null;
    const value = FLAGS.get(text.toLowerCase());
    if (value === undefined) this.flaw(object, property, 'wrong-type', [text, 'true or false']);
    return value ?? null;
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
