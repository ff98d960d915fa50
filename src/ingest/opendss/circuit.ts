import type { Defect } from '../../model/store.ts';
import type { Element } from '../bus-grid/bus-grid.ts';
import type { LeaveOut } from '../bus-grid/grid-items.ts';
import { toShown } from '../check-value.ts';
import { propertiesOf } from './class-properties.ts';
import type { Command } from './read-script.ts';
import { isYes, numberIn, numbersIn } from './values.ts';
import { parametersOf, type Parameter } from './words.ts';

/** An element of a circuit with its properties in the order in which they were set. */
export interface DssObject {
  readonly type: string;
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly properties: (readonly [name: string, value: string])[];
}

/** The property under which an opened terminal is kept. */
const OPENED = 'opened-terminal';

/** Commands that leave the circuit as it is. Source: OpenDSS manual, commands and help. */
const WITHOUT_EFFECT = new Set(
  (
    'solve solveall show plot export get ? calcvoltagebases calcv setkvbase makebuslist rebuild init reset sample ' +
    'interpolate help summary dump save formedit fileedit visualize voltages currents powers seqvoltages seqcurrents ' +
    'losses cktlosses phaselosses nodelist about wait closedi newactor clone abort clearall clear markcode addbusmarker ' +
    'clearbusmarkers addmarker nodediff uuids guids relcalc estimate panel comparecases yearlycurves alignfile cd doscmd ' +
    'quit exit quickexport cleanup finishtimestep zsc zsc10 zscrefresh ysc varvalues varnames classes userclasses sampleall'
  ).split(' '),
);

/** Commands of several names. */
const SAME_AS: Readonly<Record<string, string>> = {
  '~': 'more',
  m: 'more',
  select: 'edit',
  clearall: 'clear',
};

const keyOf = (type: string, name: string): string => `${type}.${name}`.toLowerCase();

/** `Line.x` as class and name; a name may hold points itself. */
const namedIn = (text: string): readonly [type: string, name: string] => {
  const [type = '', ...rest] = text.split('.');
  return [type.toLowerCase(), rest.join('.')];
};

/** The elements that a script makes, by class; names know no capitals. */
export class Circuit {
  readonly defects: Defect[] = [];
  readonly #objects = new Map<string, DssObject>();
  readonly #byType = new Map<string, DssObject[]>();
  readonly #variables = new Map<string, string>();
  readonly #leaveOut: LeaveOut;
  /** What `~` goes on with. */
  #active: DssObject | null = null;
  voltageBases: readonly number[] = [];
  /** Frequency of what states none, Hz. */
  hertz = 60;

  constructor(commands: readonly Command[], leaveOut: LeaveOut) {
    this.#leaveOut = leaveOut;
    for (const command of commands) this.#do(command);
  }

  of(type: string): readonly DssObject[] {
    return this.#byType.get(type) ?? [];
  }

  /** Classes of which there is an element. */
  types(): readonly string[] {
    return [...this.#byType.keys()];
  }

  find(type: string, name: string): DssObject | null {
    // A circuit is its first source, which scripts edit under this name.
    if (keyOf(type, name) === 'vsource.source') return this.of('circuit')[0] ?? null;
    return this.#objects.get(keyOf(type, name)) ?? null;
  }

  /** The last value of a property; of one of several names. */
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

  /** What a property names, `null` where it names nothing; a name of nothing is a defect. */
  named(object: DssObject, type: string, property: string): DssObject | null {
    const name = this.text(object, property);
    if (name === undefined || name === '') return null;
    const found = this.find(type, name);
    if (found === null) this.flaw(object, property, 'missing-reference', [name, `a ${type} made before`]);
    return found;
  }

  isEnabled(object: DssObject): boolean {
    return isYes(this.text(object, 'enabled'), true);
  }

  /** Terminals that commands have opened, from 1. */
  openTerminals(object: DssObject): readonly number[] {
    const found = new Set<number>();
    for (const [name, value] of object.properties) {
      if (name !== OPENED) continue;
      const terminal = Number(value);
      if (terminal > 0) found.add(terminal);
      else found.delete(-terminal);
    }
    return [...found];
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

  /** What each command does with what it is aimed at and the values after that. */
  readonly #verbs: Readonly<
    Record<string, (command: Command, of: string, values: readonly Parameter[]) => void>
  > = {
    new: (command, of, values) => {
      this.#make(command, of, values);
    },
    edit: (command, of, values) => {
      this.#setAll(this.#known(command, of), values);
    },
    batchedit: (command, of, values) => {
      this.#editAll(command, of, values);
    },
    enable: (command, of) => this.#known(command, of)?.properties.push(['enabled', 'y']),
    disable: (command, of) => this.#known(command, of)?.properties.push(['enabled', 'n']),
    open: (command, of, values) => {
      this.#open(this.#known(command, of), 'open', values);
    },
    close: (command, of, values) => {
      this.#open(this.#known(command, of), 'close', values);
    },
  };
  /** Commands that are aimed at nothing. */
  readonly #options: Readonly<Record<string, (values: readonly Parameter[]) => void>> = {
    more: (values) => {
      this.#setAll(this.#active, values);
    },
    set: (values) => {
      for (const each of values) this.#option(each);
    },
    var: (values) => {
      for (const { name, value } of values) this.#variables.set((name ?? '').toLowerCase(), value);
    },
    clear: () => {
      this.#clear();
    },
  };

  #do(command: Command): void {
    const [first, ...rest] = parametersOf(command.text).map((each) => this.#filledIn(each));
    if (first === undefined) return;
    if (first.name !== null) {
      this.#setFromOutside(command, first, rest);
      return;
    }
    const said = first.value.toLowerCase();
    const verb = SAME_AS[said] ?? said;
    const [target, ...values] = rest;
    const [aimed, option] = [this.#verbs[verb], this.#options[verb]];
    if (aimed !== undefined) aimed(command, target?.value ?? '', values);
    else if (option !== undefined) option(rest);
    else if (!WITHOUT_EFFECT.has(verb)) this.#leaveOut(`command "${toShown(verb)}", which is not run`);
  }

  #clear(): void {
    this.#objects.clear();
    this.#byType.clear();
  }

  /** `@name` stands for what `var` gave it; up to a point, so that `@bus.1.2` keeps its phases. */
  #filledIn({ name, value }: Parameter): Parameter {
    if (this.#variables.size === 0 || !value.includes('@')) return { name, value };
    const filled = value.replaceAll(/@[\w]+/gu, (at) => this.#variables.get(at.toLowerCase()) ?? at);
    return { name, value: filled };
  }

  #option({ name, value }: Parameter): void {
    const option = (name ?? '').toLowerCase();
    if (option.startsWith('voltageb')) this.voltageBases = numbersIn(value).filter((kv) => kv > 0);
    else if (option.startsWith('defaultb')) this.hertz = numberIn(value) || this.hertz;
    else if (option.startsWith('allocationf')) this.#allocate(value);
    else if (option === 'loadmult' && numberIn(value) !== 1)
      this.#leaveOut(`set loadmult=${toShown(value)}: loads are taken as they state themselves`);
  }

  /** Share of its transformer that every load made so far draws, if it states one. */
  #allocate(value: string): void {
    for (const load of this.of('load'))
      if (load.properties.some(([name]) => name === 'xfkva'))
        load.properties.push(['allocationfactor', value]);
  }

  #known({ file, line }: Command, target: string): DssObject | null {
    const [type, name] = namedIn(target);
    const found = this.find(type, name);
    if (found === null) {
      const sought: DssObject = { type, name, file, line, properties: [] };
      this.flaw(sought, null, 'missing-reference', [target, 'an element made before']);
    }
    return (this.#active = found);
  }

  #make({ file, line }: Command, target: string, values: readonly Parameter[]): void {
    const [type, name] = namedIn(target);
    const before = this.#objects.get(keyOf(type, name));
    // The program warns, and takes the second as an edit of the first.
    if (before !== undefined) this.#leaveOut('element made twice: the second is taken as an edit');
    const object: DssObject = before ?? { type, name, file, line, properties: [] };
    if (before === undefined) {
      this.#objects.set(keyOf(type, name), object);
      const alike = this.#byType.get(type);
      if (alike === undefined) this.#byType.set(type, [object]);
      else alike.push(object);
    }
    this.#active = object;
    this.#setAll(object, values);
  }

  /** `batchedit class..pattern`: every element of the class whose name fits. */
  #editAll({ file, line }: Command, target: string, values: readonly Parameter[]): void {
    const [type, pattern] = namedIn(target);
    try {
      const fits = new RegExp(pattern.replace(/^\./u, ''), 'iu');
      for (const object of this.of(type)) if (fits.test(object.name)) this.#setAll(object, values);
    } catch {
      const sought: DssObject = { type, name: pattern, file, line, properties: [] };
      this.flaw(sought, null, 'wrong-value', [target, 'class..regular expression']);
    }
  }

  #open(object: DssObject | null, verb: 'open' | 'close', values: readonly Parameter[]): void {
    if (object === null) return;
    const [terminal, conductor] = ['term', 'cond'].map(
      (name, i) =>
        values.find((each) => each.name?.toLowerCase() === name) ??
        values.filter((each) => each.name === null)[i],
    );
    if (conductor !== undefined && numberIn(conductor.value) > 0) this.#leaveOut(`${verb} of a single phase`);
    else object.properties.push([OPENED, `${verb === 'open' ? '' : '-'}${terminal?.value ?? '1'}`]);
  }

  /** `Line.x.length=2` sets a property from outside; what follows sets more of it. */
  #setFromOutside(command: Command, { name, value }: Parameter, rest: readonly Parameter[]): void {
    const parts = (name ?? '').split('.');
    if (parts.length < 3) {
      this.#leaveOut(`command "${toShown(command.text.split(/[\s=]/u)[0] ?? '')}", which is not run`);
      return;
    }
    const object = this.#known(command, parts.slice(0, -1).join('.'));
    this.#setAll(object, [{ name: parts.at(-1) ?? '', value }, ...rest]);
  }

  #setAll(object: DssObject | null, values: readonly Parameter[]): void {
    if (object === null) return;
    const known = propertiesOf(object.type);
    if (known === null) {
      for (const { name, value } of values) this.#setOne(object, name?.toLowerCase() ?? '', value);
      return;
    }
    let at = -1;
    for (const { name, value } of values) {
      at = name === null ? at + 1 : indexIn(known, name.toLowerCase());
      const property = known[at];
      if (property !== undefined) this.#setOne(object, property, value);
      else this.#leaveOut(`property "${toShown(name ?? value)}" of ${object.type}, which is not known`);
    }
  }

  /** `like` and `xfmrcode` take over all that another one has so far. */
  #setOne(object: DssObject, property: string, value: string): void {
    const from = property === 'like' ? object.type : property === 'xfmrcode' ? 'xfmrcode' : null;
    if (from === null) {
      object.properties.push([property, value]);
      return;
    }
    const other = this.find(from, value);
    if (other === null) this.flaw(object, property, 'missing-reference', [value, `a ${from} made before`]);
    else object.properties.push(...other.properties, ...(from === 'xfmrcode' ? [['wdg', '1'] as const] : []));
  }
}

/** Of the whole name, else of the first that it begins. */
const indexIn = (known: readonly string[], name: string): number => {
  const whole = known.indexOf(name);
  return whole >= 0 ? whole : known.findIndex((each) => each.startsWith(name));
};

/** An object as an element of the grid. */
export const elementOf = (stem: string, { type, name, file, line }: DssObject): Element => ({
  id: `${stem}/${name}`,
  name,
  at: { file, line, table: type, id: name },
});
