import type { QueryFault } from '../../model/planner.ts';
import type { WhatIfQuery } from '../../model/what-if.ts';
import type { Snapshot } from '../../snapshot/open.ts';

/** What the ids of a question name, and which of them name nothing. */
export interface Touched {
  /** Element behind each id of a place that is there. */
  readonly elementOf: ReadonlyMap<string, number>;
  /** Index of each switch that is named. */
  readonly switchOf: ReadonlyMap<string, number>;
  /** Element of each transformer that is named. */
  readonly unitOf: ReadonlyMap<string, number>;
  /** Feeders asked for, as indices; `null` = none are named. */
  readonly feeders: readonly number[] | null;
  /** All elements at which something changes. */
  readonly elements: readonly number[];
  readonly faults: readonly QueryFault[];
}

const PLACES =
  'a node, low-voltage point or distribution transformer that is fed, or a new one of this request';
const SWITCHES = 'a switch of a radial feeder, on a section that is fed at both ends';
const TRANSFORMERS = 'a main or distribution transformer that is fed';

/** Id that a new line or transformer has when none is given; `n` counts from 1. */
export const newSectionId = (id: string | null, i: number): string => id ?? `new-section-${i + 1}`;
export const newTransformerId = (id: string | null, i: number): string => id ?? `new-transformer-${i + 1}`;

class Lookup {
  readonly elementOf = new Map<string, number>();
  readonly switchOf = new Map<string, number>();
  readonly unitOf = new Map<string, number>();
  feeders: number[] | null = null;
  readonly elements: number[] = [];
  readonly faults: QueryFault[] = [];
  readonly #snapshot: Snapshot;
  readonly #query: WhatIfQuery;
  readonly #fresh = new Set<string>();

  constructor(snapshot: Snapshot, query: WhatIfQuery) {
    this.#snapshot = snapshot;
    this.#query = query;
  }

  lookUp(): void {
    this.#nameNew();
    this.#findPlaces();
    this.#findSwitches();
    this.#findUnits();
    this.#findFeeders();
  }

  #fault(pointer: string, code: QueryFault['code'], received: string, allowed: string): void {
    this.faults.push({ pointer, code, received, allowed });
  }

  /** New lines, nodes and transformers take an id that nothing has yet. */
  #nameNew(): void {
    const { sections, transformers } = this.#query;
    const named = new Set<string>();
    const take = (pointer: string, id: string, taken: boolean): void => {
      if (taken || named.has(id) || this.#snapshot.findElements(id).length > 0)
        this.#fault(pointer, 'not-unique', id, 'an id that nothing of the region and of this request has');
      named.add(id);
    };
    const nodes = sections.flatMap(({ newNode, toNodeId }) => (newNode ? [toNodeId] : []));
    const units = transformers.flatMap((unit, i) => ('nodeId' in unit ? [newTransformerId(unit.id, i)] : []));
    const known = this.#snapshot.placesOf([...nodes, ...units]);
    sections.forEach(({ id, newNode, toNodeId }, i) => {
      take(`/sections/${i}/id`, newSectionId(id, i), false);
      if (!newNode) return;
      take(`/sections/${i}/toNodeId`, toNodeId, known.has(toNodeId));
      this.#fresh.add(toNodeId);
    });
    transformers.forEach((unit, i) => {
      if (!('nodeId' in unit)) return;
      const id = newTransformerId(unit.id, i);
      take(`/transformers/${i}/id`, id, known.has(id));
      this.#fresh.add(id);
    });
  }

  #findPlaces(): void {
    const { loads, sections, transformers } = this.#query;
    const asked: [pointer: string, id: string][] = [
      ...loads.map(({ nodeId }, i): [string, string] => [`/loads/${i}/nodeId`, nodeId]),
      ...sections.flatMap(({ fromNodeId, toNodeId, newNode }, i): [string, string][] => [
        [`/sections/${i}/fromNodeId`, fromNodeId],
        ...(newNode ? [] : ([[`/sections/${i}/toNodeId`, toNodeId]] satisfies [string, string][])),
      ]),
      ...transformers.flatMap((unit, i): [string, string][] =>
        'nodeId' in unit ? [[`/transformers/${i}/nodeId`, unit.nodeId]] : [],
      ),
    ];
    const places = this.#snapshot.placesOf(asked.map(([, id]) => id));
    for (const [pointer, id] of asked) {
      if (this.#fresh.has(id)) continue;
      const [element, second] = places.get(id) ?? this.#unitsOf(id, ['distribution-transformer']);
      if (element === undefined) this.#fault(pointer, 'not-known', id, PLACES);
      else if (second !== undefined) {
        this.#fault(
          pointer,
          'not-unique',
          id,
          'an id of one place; here a node and a low-voltage point share it',
        );
      } else this.#touch(this.elementOf, id, element);
    }
  }

  #touch(map: Map<string, number>, id: string, element: number): void {
    map.set(id, element);
    this.elements.push(element);
  }

  #unitsOf(id: string, kinds: readonly string[]): number[] {
    return this.#snapshot.findElements(id).filter((e) => kinds.includes(this.#snapshot.elementKind(e)));
  }

  #findSwitches(): void {
    const { columns } = this.#snapshot;
    const { switches } = this.#query;
    const at = new Map(Array.from(columns.switchId, (string, i) => [this.#snapshot.string(string), i]));
    const seen = new Set<string>();
    switches.forEach(({ switchId }, i) => {
      const pointer = `/switches/${i}/switchId`;
      const found = at.get(switchId);
      if (seen.has(switchId)) this.#fault(pointer, 'not-unique', switchId, 'each switch once');
      else if (found === undefined) this.#fault(pointer, 'not-known', switchId, SWITCHES);
      else {
        this.switchOf.set(switchId, found);
        const tie = columns.switchTie[found] ?? -1;
        const ends = [
          columns.switchElement[found] ?? -1,
          columns.tieFrom[tie] ?? -1,
          columns.tieTo[tie] ?? -1,
        ];
        this.elements.push(...ends.filter((e) => e >= 0));
      }
      seen.add(switchId);
    });
  }

  #findUnits(): void {
    const seen = new Set<string>();
    this.#query.transformers.forEach((unit, i) => {
      if (!('transformerId' in unit)) return;
      const { transformerId: id } = unit;
      const pointer = `/transformers/${i}/transformerId`;
      const [element] = this.#unitsOf(id, ['distribution-transformer', 'main-transformer']);
      if (seen.has(id)) this.#fault(pointer, 'not-unique', id, 'each transformer once');
      else if (element === undefined) this.#fault(pointer, 'not-known', id, TRANSFORMERS);
      else this.#touch(this.unitOf, id, element);
      seen.add(id);
    });
  }

  #findFeeders(): void {
    const { feederIds } = this.#query;
    if (feederIds === null) return;
    const { feederId } = this.#snapshot.columns;
    const at = new Map(Array.from(feederId, (string, i) => [this.#snapshot.string(string), i]));
    this.feeders = feederIds.flatMap((id, i) => {
      const feeder = at.get(id);
      if (feeder === undefined)
        this.#fault(`/feederIds/${i}`, 'not-known', id, 'the id of a feeder of the region');
      return feeder ?? [];
    });
  }
}

/**
 * Looks up everything that a question names.
 *
 * @cost one pass over the snapshot's strings and elements.
 */
export function lookUpTouched(snapshot: Snapshot, query: WhatIfQuery): Touched {
  const lookup = new Lookup(snapshot, query);
  lookup.lookUp();
  return lookup;
}
