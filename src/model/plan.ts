import type { TARIFFS } from './demand.ts';
import type { ToBring } from './document.ts';
import type { Place } from './geometry.ts';
import type { Band, Fen } from './money.ts';
import type { Quality, Season } from './record.ts';

export const PLAN_KINDS = [
  'lv-tap',
  'lv-existing-transformer',
  'lv-new-transformer',
  'mv-tee',
  'mv-bay',
  'mv-cut-in',
  'mv-dedicated-feeder',
  'mv-dual-source',
  'mv-dual-circuit',
  'load-transfer',
  'staged',
  'temporary-lease',
  'hv-referral',
] as const;
export type PlanKind = (typeof PLAN_KINDS)[number];

/** Kinds of power source, as the wire names them. */
export const SOURCE_KINDS = [
  'pole',
  'rmu',
  'switching-station',
  'branch-box',
  'substation-bay',
  'lv-point',
  'distribution-transformer',
  'node',
] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** Kinds of element in a chain, from the customer up. */
export const ELEMENT_KINDS = [
  'lv-line',
  'distribution-transformer',
  'section',
  'bay',
  'outlet',
  'busbar',
  'main-transformer',
  'substation',
] as const;
export type ElementKind = (typeof ELEMENT_KINDS)[number];

export type Grade = 'A' | 'B' | 'C' | 'D';

/** A sentence as data: a key into the message catalogue, its typed values, and the rule it rests on. */
export interface Because {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
  readonly rule: string | null;
}

/** One row of the chain ledger; kVA in steps of 0.01; `null` = unknown. left = limit − peak − committed − added. */
export interface ChainRow {
  readonly elementId: string;
  readonly kind: ElementKind;
  readonly ratingKva: number | null;
  readonly limitKva: number | null;
  readonly peakKva: number | null;
  readonly committedKva: number;
  readonly addedKva: number;
  readonly leftKva: number | null;
  readonly season: Season | null;
  /** Hour of the day the peak is of, 0…23; `null` = the day's peak. */
  readonly hour: number | null;
  readonly quality: Quality | null;
  /** ISO day of the peak; `null` = unknown. */
  readonly asOf: string | null;
  readonly rule: string;
}

/** A chain with its minimum. Rows stand in the order from the source up to the main transformer. */
export interface Chain {
  readonly rows: readonly ChainRow[];
  /** Least left over all rows; `null` when any is unknown. */
  readonly openKva: number | null;
  /** Least left over the known rows; `null` when none is known. */
  readonly openKnownKva: number | null;
  readonly bindingElementId: string | null;
  readonly unknownElementIds: readonly string[];
  readonly grade: Grade;
  /** Every figure that decides the grade, in the order of the rows. */
  readonly because: readonly Because[];
}

/** How a line is laid. */
export type Laying = 'overhead' | 'cable';

/** A part of a route as drawn, laid in one way and wholly inside the customer's plot or wholly outside. */
export interface RoutePart {
  readonly laying: Laying;
  readonly insidePlot: boolean;
  readonly lengthM: number;
  readonly path: readonly Place[];
}

export interface Route {
  readonly lengthM: number;
  /** `true` where no road was followed: straight line × the pack's detour factor. */
  readonly straightLine: boolean;
  /** From the receiving point to the source, each beginning where the last ended; their lengths sum to the whole. */
  readonly parts: readonly RoutePart[];
}

export interface Electrical {
  readonly minVoltagePu: number;
  readonly minVoltageNodeId: string;
  readonly dropPercent: number;
  readonly maxLoadingPercent: number;
  readonly faultLevelKa: number | null;
  readonly breakingKa: number | null;
  readonly motorDipPercent: number | null;
}

export interface PlanSource {
  readonly role: 'main' | 'standby';
  readonly capacityKva: number;
  readonly supplyKv: number;
  readonly nodeId: string;
  readonly nodeKind: SourceKind;
  readonly bayId: string | null;
  readonly feederId: string | null;
  readonly busId: string | null;
  readonly substationId: string | null;
  readonly distanceM: number;
  readonly route: Route;
  readonly chain: Chain;
  /** `null` until the load flow has been run on the plan. */
  readonly electrical: Electrical | null;
}

export const PAYERS = ['utility', 'government', 'customer', 'shared', 'undecided'] as const;
export type Payer = (typeof PAYERS)[number];
export type Side = 'grid' | 'connection' | 'customer';

/** One line of a bill; its amounts are quantity × unit price to a fen, so that all lines of an item sum exactly. */
export interface BillLine extends Band {
  readonly item: string;
  readonly name: string;
  readonly quantity: number;
  readonly unit: string;
  readonly payer: Payer;
  readonly side: Side;
  readonly rule: string | null;
}

export interface Bill extends Band {
  readonly lines: readonly BillLine[];
  /** Likely amounts per payer; they sum to `likelyFen`. */
  readonly payers: Readonly<Record<Payer, Fen>>;
}

export interface Step {
  readonly name: string;
  readonly days: number;
  readonly dayKind: 'working' | 'calendar';
  /** ISO days. */
  readonly from: string;
  readonly to: string;
  readonly estimated: boolean;
  readonly rule: string;
}

export interface Fee {
  readonly kind: string;
  readonly status: 'due' | 'none' | 'tariff-not-loaded' | 'undecided';
  readonly amountFen: Fen | null;
  readonly payer: Payer;
  readonly rule: string;
}

export interface Approval {
  readonly name: string;
  readonly mode: string;
  readonly days: number;
  readonly dayKind: 'working' | 'calendar';
  readonly rule: string;
}

/** How far up two supplies are known to be apart, each level including those before it. */
export const INDEPENDENCE_LEVELS = [
  'none',
  'feeder',
  'busbar',
  'main-transformer',
  'substation',
  'upstream',
] as const;
export type IndependenceLevel = (typeof INDEPENDENCE_LEVELS)[number];

/** Of two supplies of one plan. */
export interface Independence {
  readonly level: IndependenceLevel;
  /** Ids of elements and stations that both lean on, from the customer up; the name where the record has no id. */
  readonly shared: readonly string[];
  /** What the data cannot show; never assumed. */
  readonly unproven: readonly string[];
}

/** An element by kind and id. */
export interface ElementRef {
  readonly kind: ElementKind;
  readonly elementId: string;
}

/** A switching that comes before a connection, and what it hangs onto whom. */
export interface Transfer {
  /** In the order in which they are taken. */
  readonly steps: readonly { readonly switchId: string; readonly action: 'open' | 'close' }[];
  /** What goes over each tie, onto the element that feeds its other end. */
  readonly moves: readonly {
    readonly onto: ElementRef;
    /** Worst season with what is promised there, without the new customer. */
    readonly movedKva: number;
    /** The new customer goes with it. */
    readonly withCustomer: boolean;
    /** All that carries more is known. */
    readonly known: boolean;
  }[];
  /** Elements on which a switch is opened: nothing new can be promised behind them until that has been done. */
  readonly opens: readonly ElementRef[];
  /** Where the customer's way of today is opened; `null` = it stays. */
  readonly leaves: ElementRef | null;
}

export const BADGES = ['cheapest', 'fastest', 'most-secure', 'most-room'] as const;
export type Badge = (typeof BADGES)[number];

/** How a tariff is billed: by energy alone · as the customer chooses · by energy and by capacity or demand. */
export const BILLINGS = ['single-part', 'customers-choice', 'two-part'] as const;

/** How the second of two supplies stands by: switched in when it is needed · live up to the changeover. */
export const OPERATING_MODES = ['cold-standby', 'hot-standby'] as const;

export interface Plan {
  /** Hash of the plan's content. */
  readonly id: string;
  readonly rank: number;
  readonly kind: PlanKind;
  readonly badges: readonly Badge[];
  /** Id of a plan that is no worse in total cost, customer cost, days, security and independence, and better in one. */
  readonly dominatedBy: string | null;
  readonly grade: Grade;
  readonly suppliesKva: number;
  readonly sources: readonly PlanSource[];
  readonly independence: Independence;
  readonly stages: readonly {
    readonly from: string;
    readonly capacityKva: number;
    readonly works: readonly string[];
  }[];
  readonly transfer: Transfer | null;
  readonly security: {
    readonly nMinusOne: boolean | null;
    readonly transferVia: readonly string[];
    /** Elements that feed the supply when its own feeder, or a part of it, is lost: room for it is kept there. */
    readonly backedBy: readonly ElementRef[];
  };
  readonly bill: Bill;
  /** Whether the bill is the cost of the whole; `false` = part of it has no price, so the plan ranks last. */
  readonly priced: boolean;
  readonly fees: readonly Fee[];
  readonly metering: { readonly mode: string; readonly point: string };
  readonly boundary: { readonly kind: string; readonly at: Place | null };
  /** `null` where no rule tells; `rule` is that of the billing, else of the class. */
  readonly tariff: {
    readonly class: (typeof TARIFFS)[number] | null;
    readonly billing: (typeof BILLINGS)[number] | null;
    readonly rule: string | null;
  };
  /** How two supplies are operated; `null` = a single one. */
  readonly operation: {
    readonly mode: (typeof OPERATING_MODES)[number];
    /** They never run in parallel. */
    readonly interlocked: boolean;
    readonly rule: string;
  } | null;
  /** Of the load that must not be interrupted, kVA. */
  readonly securityCapacity: {
    /** As stated, at the demand's power factor; `null` = not stated. */
    readonly statedKva: number | null;
    /** What the standby supply carries; 0 = there is none. */
    readonly standbyKva: number;
    /** Least size of the emergency source the customer provides itself; `null` = no rule asks for one, or it cannot be told. */
    readonly ownSourceKva: number | null;
    readonly rule: string | null;
  };
  readonly steps: readonly Step[];
  readonly approvals: readonly Approval[];
  readonly totalCalendarDays: number;
  readonly because: readonly Because[];
}

/** A source that was looked at and not taken, with the threshold it missed. */
export interface Rejected {
  readonly nodeId: string;
  readonly feederId: string | null;
  readonly kind: PlanKind;
  readonly code: string;
  readonly threshold: number | null;
  readonly actual: number | null;
  readonly unit: string | null;
}

export interface Classification {
  readonly supplyKv: number;
  readonly supplyClass: 'lv' | 'hv-single' | 'hv-dual' | 'hv-referral';
  readonly sourceStructure: 'single' | 'double-circuit' | 'dual-source' | 'three-sources';
  readonly review: string;
  readonly onSiteAnswer: boolean;
  /** Documents that the pack asks for. */
  readonly bring: readonly ToBring[];
  /** Fields computed from their counterpart, such as `capacityKva`. */
  readonly converted: readonly string[];
  readonly because: readonly Because[];
}

/** What a counter-offer changes in the request. */
export const CHANGES = ['smaller', 'voltage', 'transfer', 'shared-transformer', 'off-peak'] as const;
export type Change = (typeof CHANGES)[number];

/** A checked plan for something else than what was asked. */
export interface CounterOffer {
  readonly change: Change;
  readonly plan: Plan;
}

/** One step of cost and time against capacity: figures of the first priced plan at its upper end. */
export interface Stair {
  readonly upToKva: number;
  readonly supplyClass: Classification['supplyClass'];
  readonly likelyFen: Fen;
  readonly customerFen: Fen;
  readonly totalCalendarDays: number;
}

/** Everything `recommend` answers. */
export interface PlanSet {
  readonly classification: Classification;
  readonly plans: readonly Plan[];
  readonly rejected: readonly Rejected[];
  /** Empty where something fits as asked. */
  readonly counterOffers: readonly CounterOffer[];
}
