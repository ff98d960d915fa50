import type { Defect } from '../../model/store.ts';
import { toShown } from '../check-value.ts';
import type { Element } from '../bus-grid/bus-grid.ts';
import type { Command } from './read-script.ts';
import { isYes, numberIn, words } from './values.ts';

/** An element of a circuit with its properties in the order in which they were set. */
export interface DssObject {
  readonly type: string;
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly properties: (readonly [name: string, value: string])[];
}

/** `name=value`, the value a word or whatever stands in brackets or quotes. */
const PROPERTY = /([%\w-]+)\s*=\s*(\([^)]*\)|\[[^\]]*\]|\{[^}]*\}|"[^"]*"|'[^']*'|[^\s,]+)/gu;
const NAMED =
  /^(new|edit|disable|enable)\s+(?:object\s*=\s*)?"?([a-z]+)\.((?:\([^)]*\)|[^\s"])+)"?\s*(.*)$/iu;
/** `Line.x.enabled=no` sets a property from outside. */
const DOTTED = /^([a-z]+)\.(\S+)\.([%\w]+)\s*=\s*(.+)$/iu;

const keyOf = (type: string, name: string): string => `${type}.${name}`.toLowerCase();

/** The elements that a script makes, by class; names know no capitals. */
export class Circuit {
  readonly defects: Defect[] = [];
  readonly #objects = new Map<string, DssObject>();
  voltageBases: readonly number[] = [];

  constructor(commands: readonly Command[]) {
    for (const command of commands) this.#do(command);
  }

  of(type: string): readonly DssObject[] {
    return [...this.#objects.values()].filter((each) => each.type === type);
  }

  find(type: string, name: string): DssObject | null {
    return this.#objects.get(keyOf(type, name)) ?? null;
  }

  /** The last value of a property, brackets and all; of one of several names. */
  text(object: DssObject, ...names: readonly string[]): string | undefined {
    return object.properties.findLast(([name]) => names.includes(name))?.[1];
  }

  /** A figure of an object; `null` where it is not set. One that is no number is a defect. */
  figure(object: DssObject, ...names: readonly string[]): number | null {
    const text = this.text(object, ...names);
    if (text === undefined) return null;
    const value = numberIn(text);
    if (Number.isFinite(value)) return value;
    this.flaw(object, names[0] ?? null, 'wrong-type', [text, 'a number']);
    return null;
  }

  isEnabled(object: DssObject): boolean {
    return isYes(this.text(object, 'enabled'), true);
  }

  flaw(
    { type, name, file, line }: DssObject,
    field: string | null,
    reason: string,
    [received, allowed]: readonly [string, string],
  ): void {
    this.defects.push({
      file,
      line,
      table: type,
      id: name,
      field,
      reason,
      received: toShown(received),
      allowed,
    });
  }

  #do(command: Command): void {
    const { text } = command;
    const [, verb = '', type = '', name = '', rest = ''] = NAMED.exec(text) ?? [];
    if (/^clear\b/iu.test(text)) this.#objects.clear();
    else if (verb !== '') this.#change(command, [verb.toLowerCase(), type.toLowerCase(), name], rest);
    else if (/^set\s+voltagebases/iu.test(text)) {
      const bases = words(text.slice(text.indexOf('=') + 1)).map(Number);
      this.voltageBases = bases.filter((kv) => kv > 0);
    } else this.#setFromOutside(text);
  }

  #setFromOutside(text: string): void {
    const [, type = '', name = '', property = '', value = ''] = DOTTED.exec(text) ?? [];
    this.find(type, name)?.properties.push([property.toLowerCase(), value.trim()]);
  }

  #change(
    { file, line }: Command,
    [verb, type, name]: readonly [verb: string, type: string, name: string],
    rest: string,
  ): void {
    const fresh: DssObject = { type, name, file, line, properties: [] };
    const object = verb === 'new' ? fresh : this.find(type, name);
    if (object === null) return;
    if (verb === 'disable') object.properties.push(['enabled', 'n']);
    if (verb === 'enable') object.properties.push(['enabled', 'y']);
    this.#setAll(object, rest);
    this.#objects.set(keyOf(type, name), object);
  }

  /** `like` takes over all that another one of the class has so far. */
  #setAll({ type, properties }: DssObject, rest: string): void {
    for (const [, property = '', value = ''] of rest.matchAll(PROPERTY)) {
      const like = property.toLowerCase() === 'like' ? this.find(type, value) : null;
      if (like === null) properties.push([property.toLowerCase(), value]);
      else properties.push(...like.properties);
    }
  }
}

/** An object as an element of the grid. */
export const elementOf = (stem: string, { type, name, file, line }: DssObject): Element => ({
  id: `${stem}/${name}`,
  name,
  at: { file, line, table: type, id: name },
});
