import { areaOf } from '../electric/transfer/area.ts';
import {
  type Extra,
  type TransferGrid,
  isSection,
  isUnder,
  outletOf,
  topOf,
  wireOf,
} from '../electric/transfer/grid.ts';
import { FeederMoves, type LoadTransfer } from '../electric/transfer/load-transfer.ts';
import { type Loss, PickUp } from '../electric/transfer/pick-up.ts';
import { ENDLESS, mostRoom } from '../electric/transfer/most-room.ts';
import type { TransferOptions } from '../electric/transfer/problem.ts';
import type { Ckva } from '../model/capacity-rules.ts';
import { keptBackups } from '../snapshot/backups.ts';
import type { FeederStudies } from './feeder-study.ts';
import type { Guard, Headroom } from './headroom.ts';
import { type SubstationRoom, substationRoom } from './substation-room.ts';
import { type Wiring, transferGrid, wiringOf } from './transfer-grid.ts';
import { workedSeasons } from './worked-seasons.ts';

/** Something whose loss was looked at. */
export interface LossLooked {
  readonly kind: 'outlet' | 'section' | 'substation';
  readonly elementId: string;
  /** What could be added by ratings so that it is survived, kVA; 0 = not even as it stands; `null` = unknown. */
  readonly roomKva: number | null;
}

/** Whether a supply survives the loss of any one element on its way. */
export interface Survival {
  /** `null` = it cannot be told. */
  readonly nMinusOne: boolean | null;
  /** Tie switches that are closed to give the supply back, ascending. */
  readonly transferVia: readonly string[];
  /** Elements that feed the customer from across those ties, one loss or another; empty unless all are survived. */
  readonly backedBy: readonly number[];
  /** The loss that is not survived, or of which it cannot be told; `null` where all are. */
  readonly decidedBy: LossLooked | null;
  /** The substation, where its loss was looked at. */
  readonly substation: SubstationRoom | null;
}

/** A loss with a name under which all alike are kept. */
interface NamedLoss extends Loss {
  readonly key: string;
}

/** What is known of one ledger version. */
interface Kept {
  readonly ledgerVersion: number;
  readonly pickUps: Map<string, PickUp>;
  /** By main transformer; what others take over looked at, or not. */
  readonly substations: Map<string, SubstationRoom | null>;
  /** Losses of sections on the way of a wire that leave its zone healthy, the lowest first. */
  readonly losses: Map<number, readonly NamedLoss[]>;
  /** By outlet: most that each tie off it could carry. */
  readonly tieRooms: Map<number, Ckva[]>;
  /** By outlet: how its feeder can be shared out; the one asked last stands at the end. */
  readonly moves: Map<number, FeederMoves>;
  readonly options: TransferOptions;
  readonly grid: TransferGrid;
  /** The same with what is kept free for those who lose their supply; `null` = not asked for yet. */
  held: TransferGrid | null;
}

/** Feeders whose ways to be shared out are kept per thread, some 50 kB each. */
const KEPT_FEEDERS = 500;

const outletLoss = (outlet: number): NamedLoss => ({ lost: outlet, towards: null, key: `${outlet}` });

const roomKva = (ckva: Ckva | null): number | null => (ckva === null || ckva >= ENDLESS ? null : ckva / 100);

/**
 * What switching can do on the grid of one snapshot under one pack: give supply back after a loss, and make room.
 *
 * Everything is worked out when first asked and kept until the ledger moves: per loss all ways to pick its load up, with the
 * room they leave, so that the next demand behind it costs one comparison and one load flow.
 */
export class Switching implements Guard {
  readonly #headroom: Headroom;
  readonly #studies: FeederStudies | null;
  readonly #cosPhi: number;
  #kept: Kept | null = null;
  #wiring: Wiring | null = null;

  /**
   * Where the pack lets N-1 govern, it guards the headroom from then on.
   *
   * @param studies load flow of the receivers; `null` = no voltage can be told, so nothing is vouched for.
   * @param cosPhi  power factor of all load.
   */
  constructor(headroom: Headroom, studies: FeederStudies | null, cosPhi: number) {
    this.#headroom = headroom;
    this.#studies = studies;
    this.#cosPhi = cosPhi;
    if (headroom.rules.nMinusOne.mode === 'govern') headroom.guard = this;
  }

  /**
   * Whether a new customer at an element has supply again after the loss of any one element on its way: of the outlet, when
   * everything on the feeder comes back; of a section that leaves the customer's zone healthy, when everything on the
   * customer's side of it does; of the largest main transformer, when the substation's load fits what is left. A fault in
   * the customer's own zone waits for the repair and does not count.
   *
   * @cost first for an outlet: its ways to be picked up, a few ms; then one load flow per receiver and loss.
   */
  survival(element: number, ckva: Ckva): Survival {
    const kept = this.#keep();
    const outlet = outletOf(kept.grid, element);
    const none = { transferVia: [], backedBy: [], substation: null };
    if (outlet < 0) return { nMinusOne: null, decidedBy: null, ...none };
    const extra = { element, ckva };
    const ties = new Set<number>();
    const backing = new Set<number>();
    for (const loss of [outletLoss(outlet), ...this.#sectionLosses(element)]) {
      const pickUp = this.#pickUp(loss);
      const { holds, ties: used, onto } = pickUp.ask(extra);
      for (const tie of used) ties.add(tie);
      if (onto !== null) backing.add(onto);
      if (holds === true) continue;
      const kind = loss.lost === outlet ? 'outlet' : 'section';
      const elementId = this.#headroom.snapshot.elementId(loss.lost);
      const decidedBy = { kind, elementId, roomKva: roomKva(pickUp.roomCkva(element)) } as const;
      return { nMinusOne: holds, decidedBy, ...none };
    }
    const alone = this.substation(element, false);
    const substation = (alone?.leftCkva ?? -1) >= ckva ? alone : this.substation(element);
    const left = substation?.leftCkva ?? null;
    const holds = left === null ? null : left >= ckva;
    const via = [...ties].flatMap((tie) => kept.grid.ties[tie]?.switchIds ?? []).sort();
    const backedBy = [...backing].sort((a, b) => a - b);
    if (holds === true) return { nMinusOne: true, transferVia: via, backedBy, decidedBy: null, substation };
    const elementId = substation?.substationId ?? '';
    const decidedBy = { kind: 'substation', elementId, roomKva: roomKva(left) } as const;
    return { nMinusOne: holds, transferVia: [], backedBy: [], decidedBy, substation };
  }

  /**
   * Whether a feeder without room could be helped at all: what stands below it has room, and over its ties either the
   * customer could go, or as much as the feeder lacks. Says yes too often, never no too often.
   *
   * @cost O(elements below the feeder, and ties · chain).
   */
  mayMakeRoom({ element, ckva }: Extra): boolean {
    const { grid } = this.#keep();
    const wire = wireOf(grid, element);
    const outlet = outletOf(grid, element);
    if (this.#isPending(outlet)) return false;
    const leftAt = (e: number): Ckva => this.#headroom.leftCkva(e) ?? ENDLESS;
    for (let e = element; e !== wire && e >= 0; e = grid.parent[e] ?? -1) if (leftAt(e) < ckva) return false;
    const rooms = outlet < 0 ? [] : this.#tieRooms(outlet);
    const lacking = ckva - leftAt(outlet);
    return (
      rooms.some((room) => room >= ckva) || (rooms.length > 0 && rooms.reduce((a, b) => a + b) >= lacking)
    );
  }

  /**
   * The switching that makes room for a customer on a feeder that has none.
   *
   * @returns `null` when there is none, nothing needs switching, or it would take away what backs others up.
   * @cost first for a feeder: the ways to share it out, a few ms; then a check per way with room, with a load flow per
   *   receiver.
   */
  makeRoom(extra: Extra): LoadTransfer | null {
    const outlet = outletOf(this.#keep().grid, extra.element);
    const found = outlet < 0 || this.#isPending(outlet) ? null : this.#moves(outlet).makeRoom(extra);
    if (found === null || found.steps.length === 0) return null;
    return this.#unbacks(outlet, found.rehung.opened) ? null : found;
  }

  /**
   * Whether a switching would take away what backs somebody up: a place that takes them over would hang on another feeder,
   * or they themselves may, and then on the one that is to back them.
   */
  #unbacks(outlet: number, opened: readonly number[]): boolean {
    const { grid } = this.#keep();
    for (const { onto, lost } of keptBackups(this.#headroom.snapshot))
      if (lost === outlet || opened.some((from) => isUnder(grid, onto, from))) return true;
    return false;
  }

  /** Whether a switching of the feeder has been promised and is not in the record yet: two of one feeder would cross. */
  #isPending(outlet: number): boolean {
    const { opened, elementEnd } = this.#headroom.snapshot.columns;
    return outlet >= 0 && opened.subarray(outlet, elementEnd[outlet]).includes(1);
  }

  /** The grid as whoever moves load for good finds it: what is kept free for those who lose theirs is not there. */
  #heldGrid(): TransferGrid {
    const kept = this.#keep();
    const { backupCkva, backupOfCkva } = this.#headroom.snapshot.columns;
    if (backupOfCkva[0] === 0) return kept.grid;
    return (kept.held ??= {
      ...kept.grid,
      committedCkva: kept.grid.committedCkva.map((ckva, e) => ckva + (backupCkva[e] ?? 0)),
    });
  }

  #moves(outlet: number): FeederMoves {
    const { options, moves } = this.#keep();
    const known = moves.get(outlet) ?? new FeederMoves(this.#heldGrid(), outlet, options);
    moves.delete(outlet);
    moves.set(outlet, known);
    for (const oldest of moves.keys()) {
      if (moves.size <= KEPT_FEEDERS) break;
      moves.delete(oldest);
    }
    return known;
  }

  /**
   * What a substation may carry after the loss of its largest main transformer; `null` = the record names none.
   *
   * @cost one N-1 of a main transformer, once per ledger version; O(main transformers) when `transfer` is false.
   */
  substation(element: number, transfer = true): SubstationRoom | null {
    const { grid, options, substations } = this.#keep();
    const key = `${topOf(grid, element)}/${transfer}`;
    let room = substations.get(key);
    if (room !== undefined) return room;
    room = substationRoom(this.#headroom, grid, element, transfer ? { ...options, knownOnly: true } : null);
    for (const main of room?.mains ?? [topOf(grid, element)]) substations.set(`${main}/${transfer}`, room);
    return room;
  }

  /** @inheritdoc */
  outletRoomCkva(element: number): Ckva | null {
    const outlet = outletOf(this.#keep().grid, element);
    return this.#pickUp(outletLoss(outlet)).roomCkva(element);
  }

  /**
   * Whether the loss of an element's outlet is survived as things stand, and what could be added at the element so that it
   * still is, 0.01 kVA; at an outlet: at the first section behind it. `null` where no outlet is above it.
   *
   * @cost first for an outlet its ways to be picked up, a few ms; then one load flow per receiver.
   */
  outletSecurity(element: number): { holds: boolean | null; roomCkva: Ckva | null } | null {
    const { grid } = this.#keep();
    const outlet = outletOf(grid, element);
    if (outlet < 0) return null;
    const place = element === outlet && isSection(grid, outlet + 1) ? outlet + 1 : element;
    const pickUp = this.#pickUp(outletLoss(outlet));
    return { holds: pickUp.ask({ element: place, ckva: 0 }).holds, roomCkva: pickUp.roomCkva(place) };
  }

  /** @inheritdoc */
  takes(element: number, ckva: Ckva): boolean {
    const outlet = outletOf(this.#keep().grid, element);
    const left = this.substation(element)?.leftCkva ?? null;
    if (left !== null && left < ckva) return false;
    if (outlet < 0) return true;
    const pickUp = this.#pickUp(outletLoss(outlet));
    // Of what cannot be told the ledger says that it is unknown; what can be told has to hold.
    return pickUp.roomCkva(element) === null || pickUp.ask({ element, ckva }).holds === true;
  }

  /** Ties and seasons of the grid that places are named in. */
  get grid(): TransferGrid {
    return this.#keep().grid;
  }

  /** Seasons of the grid's peak columns, by index in SEASONS. */
  get seasons(): readonly number[] {
    return workedSeasons(this.#headroom.snapshot);
  }

  #keep(): Kept {
    const { ledgerVersion } = this.#headroom.snapshot;
    if (this.#kept?.ledgerVersion === ledgerVersion) return this.#kept;
    const { columns } = this.#headroom.snapshot;
    const options: TransferOptions = {
      extra: null,
      knownOnly: false,
      voltageOk: (receiving, extra) => {
        const load = { element: extra?.element ?? -1, kva: (extra?.ckva ?? 0) / 100 };
        const study = this.#studies?.lookSwitched(receiving, {
          ...load,
          cosPhi: this.#cosPhi,
          largestMotorKw: null,
        });
        return study === undefined || study === null ? null : study !== 'collapse' && study.marginPu >= 0;
      },
      // A line of one customer is not there for others' load.
      mayReceive: (element) => columns.feederDedicated[columns.elementFeeder[element] ?? -1] !== 1,
    };
    this.#kept = {
      ledgerVersion,
      options,
      grid: transferGrid(this.#headroom, (this.#wiring ??= wiringOf(this.#headroom))),
      pickUps: new Map(),
      substations: new Map(),
      losses: new Map(),
      tieRooms: new Map(),
      moves: new Map(),
      held: null,
    };
    return this.#kept;
  }

  #pickUp(loss: NamedLoss): PickUp {
    const { pickUps, grid, options } = this.#keep();
    let pickUp = pickUps.get(loss.key);
    if (pickUp === undefined) pickUps.set(loss.key, (pickUp = new PickUp(grid, loss, options)));
    return pickUp;
  }

  /** What each tie of a feeder could carry away at most: into another part of it, without end. */
  #tieRooms(outlet: number): Ckva[] {
    const { grid, tieRooms } = this.#keep();
    const known = tieRooms.get(outlet);
    if (known !== undefined) return known;
    const rooms = grid.ties.flatMap(({ ends, limitCkva }) => {
      const away = ends.filter((end) => !isUnder(grid, end, outlet));
      if (away.length === ends.length) return [];
      const onto = away.map((end) => mostRoom(grid, end, (e) => isUnder(grid, outlet, e)));
      return [Math.max(0, Math.min(limitCkva < 0 ? ENDLESS : limitCkva, ...onto))];
    });
    tieRooms.set(outlet, rooms);
    return rooms;
  }

  /** One loss per zone on the way that is not the customer's own: any section of a zone takes the whole zone. */
  #sectionLosses(element: number): readonly NamedLoss[] {
    const { losses, grid } = this.#keep();
    const wire = wireOf(grid, element);
    const known = losses.get(wire);
    if (known !== undefined) return known;
    const outlet = outletOf(grid, element);
    const { local, zoneOfBody, zoneOfNode } = areaOf(grid, [outlet]);
    const found: NamedLoss[] = [];
    let below = zoneOfNode[local.get(wire) ?? -1] ?? -1;
    let towards = wire;
    for (let e = wire; isSection(grid, e); e = grid.parent[e] ?? -1) {
      const zone = zoneOfBody[local.get(e) ?? -1] ?? -1;
      if (zone !== below) {
        found.push({ lost: e, towards, key: `${outlet}/${zone}/${below}` });
        below = zone;
        towards = e;
      }
    }
    losses.set(wire, found);
    return found;
  }
}
