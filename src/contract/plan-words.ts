import { z } from 'zod';
import type {
  Change,
  BILLINGS,
  Badge,
  Classification,
  ElementKind,
  Fee,
  Grade,
  OPERATING_MODES,
  Payer,
  PlanKind,
  RoutePart,
  Side,
  SourceKind,
  Step,
} from '../model/plan.ts';
import type { Quality, Season } from '../model/record.ts';
import { words } from './words.ts';

export const planKind = words('Way of supply.', {
  'lv-tap': 'From an existing low-voltage pole or box, 220 or 380 V.',
  'lv-existing-transformer': 'A new low-voltage way from an existing distribution transformer.',
  'lv-new-transformer': 'Low voltage from a new public distribution transformer.',
  'mv-tee': 'A tee off an overhead line at a pole.',
  'mv-bay': 'From a spare bay of a ring main unit, switching station or branch box.',
  'mv-cut-in': 'A new ring main unit looped into a cable section.',
  'mv-dedicated-feeder': "A line of the customer's own from a spare bay of a substation.",
  'mv-dual-source': 'Two supplies from independent sources.',
  'mv-dual-circuit': 'Two circuits that may share a source.',
  'load-transfer': 'Load is switched to a neighbour first, then the customer is connected.',
  staged: 'What fits now, then a reinforcement with its cost and date, then the rest.',
  'temporary-lease': 'A leased transformer or cabinet for a time.',
  'hv-referral': 'Needs 35 kV or above: facts, nearby substations and who reviews.',
} satisfies Record<PlanKind, string>);

/** A sentence for every kind of power source. */
export const SOURCE_KIND_SENTENCES = {
  pole: 'Pole of a medium-voltage overhead line (杆塔).',
  rmu: 'Ring main unit (环网柜).',
  'switching-station': 'Switching station (开关站).',
  'branch-box': 'Cable branch box (分支箱).',
  'substation-bay': 'Outgoing bay on a busbar of a substation (变电站间隔).',
  'lv-point': 'Low-voltage pole, box or busbar.',
  'distribution-transformer': 'Distribution transformer (配变); its `nodeId` is its own id.',
  node: 'A medium-voltage node whose kind the data does not tell.',
} as const satisfies Record<SourceKind, string>;

export const sourceKind = words('Kind of power source (电源点).', SOURCE_KIND_SENTENCES);

/** A sentence for every kind of element in a chain. */
export const ELEMENT_KIND_SENTENCES = {
  'lv-line': 'Low-voltage line piece.',
  'distribution-transformer': 'Distribution transformer (配变).',
  section: 'Medium-voltage line piece between two nodes.',
  bay: 'Bay (间隔).',
  outlet: 'Outlet of the feeder at its busbar section.',
  busbar: 'Busbar section (母线段).',
  'main-transformer': 'Main transformer (主变).',
  substation: 'Substation as a whole, for the loss of one of its transformers.',
} as const satisfies Record<ElementKind, string>;

export const elementKind = words('Kind of element in a chain, from the customer up.', ELEMENT_KIND_SENTENCES);

export const grade = words('How good the data behind a figure is; that of the worst figure counts.', {
  A: 'All measured and recent.',
  B: 'Measured, some of it older.',
  C: 'Some of it estimated or by default.',
  D: 'Something is unknown; only a manager who states it can choose such a plan.',
} satisfies Record<Grade, string>);

/** What each season is, for the enumerations that name seasons. */
export const SEASON_SENTENCES = {
  summer: 'Summer peak.',
  winter: 'Winter peak.',
  unspecified: 'A peak without a season.',
} satisfies Record<Season, string>;

export const season = words('Season whose peak counts.', SEASON_SENTENCES);

export const hour = z
  .int()
  .min(0)
  .max(23)
  .nullable()
  .meta({ description: "Hour of the day the peak is of; null = the day's peak." });

export const quality = words('Where a peak comes from.', {
  measured: 'Read from a meter.',
  estimated: 'Allocated or computed from other figures.',
  default: 'Assumed for want of anything else.',
} satisfies Record<Quality, string>);

export const laying = words('How a part of the route is laid.', {
  overhead: 'Overhead line (架空).',
  cable: 'Cable (电缆).',
} satisfies Record<RoutePart['laying'], string>);

export const payer = words('Who pays.', {
  utility: 'The power company.',
  government: 'The local government.',
  customer: 'The customer.',
  shared: 'Shared, as the rule says.',
  undecided: 'A fact that decides it is missing or not verified.',
} satisfies Record<Payer, string>);

export const side = words('Part of the works a line belongs to.', {
  grid: 'The public grid up to the point of connection.',
  connection: 'From the point of connection to the red line of the plot.',
  customer: 'Inside the plot.',
} satisfies Record<Side, string>);

export const dayKind = words('How days are counted.', {
  working: 'Working days, without weekends and public holidays.',
  calendar: 'Calendar days.',
} satisfies Record<Step['dayKind'], string>);

export const feeStatus = words('Whether a fee is due.', {
  due: 'Due, with the amount.',
  none: 'Not due.',
  'tariff-not-loaded': 'Due, but no tariff is loaded, so no amount is named.',
  undecided: 'A fact that decides it is missing.',
} satisfies Record<Fee['status'], string>);

export const badge = words('What a plan is best at among those shown.', {
  cheapest: 'Least likely cost.',
  fastest: 'Fewest calendar days.',
  'most-secure': 'Best security of supply.',
  'most-room': 'Most capacity left afterwards.',
} satisfies Record<Badge, string>);

export const supplyClass = words('Class of supply the policy arrives at.', {
  lv: 'Low voltage.',
  'hv-single': 'High voltage (10 kV), one source.',
  'hv-dual': 'High voltage (10 kV), more than one source or circuit.',
  'hv-referral': 'Beyond 10 kV: reviewed by the planners of the higher grid.',
} satisfies Record<Classification['supplyClass'], string>);

export const sourceStructure = words('How many sources and circuits are asked for.', {
  single: 'One source, one circuit.',
  'double-circuit': 'Two circuits that may come from one source.',
  'dual-source': 'Two sources.',
  'three-sources': 'Three sources.',
} satisfies Record<Classification['sourceStructure'], string>);

export const billing = words('How a tariff is billed.', {
  'single-part': 'By energy alone (单一制).',
  'customers-choice': 'In one or two parts, as the customer chooses.',
  'two-part': 'By energy and by capacity or demand (两部制).',
} satisfies Record<(typeof BILLINGS)[number], string>);

export const operatingMode = words('How the second of two supplies stands by.', {
  'cold-standby': 'Switched in when it is needed (冷备用).',
  'hot-standby': 'Live up to the changeover (热备用).',
} satisfies Record<(typeof OPERATING_MODES)[number], string>);

export const sourceRole = words('What a source is for.', {
  main: 'Main supply.',
  standby: 'Standby supply.',
});

export const switchAction = words('What is done to a switch.', {
  open: 'It is opened.',
  close: 'It is closed.',
});

export const change = words('What a counter-offer changes; the size is always a smaller standard one.', {
  smaller: 'A smaller standard size, and nothing else.',
  voltage: 'Another voltage, at a smaller standard size.',
  transfer: 'Load is switched to a neighbour first, at a smaller standard size.',
  'shared-transformer': 'A new transformer shared with others, at a smaller standard size.',
  'off-peak': 'Full power only outside peak hours.',
} satisfies Record<Change, string>);
