import { ROLES, type Role } from '../model/role.ts';

/** Who may use which route; the OpenAPI document and the service read the same table. */
export const ACCESS = {
  supplyPlans: ['manager', 'planner'],
  powerSources: ['manager', 'planner'],
  chain: ['manager', 'planner'],
  capacity: ['manager', 'planner'],
  whatIf: ['planner'],
  findings: ['planner'],
  measurements: ['operator'],
  applications: ['manager', 'customer'],
  events: ['manager', 'customer'],
  offers: ['manager', 'customer'],
  choice: ['manager', 'customer'],
  withdrawal: ['manager', 'customer'],
  acceptance: ['manager'],
  review: ['manager'],
  approval: ['manager'],
  connection: ['manager'],
  measurement: ['manager'],
  weeklyReport: ['manager', 'planner'],
  audit: ['operator'],
  addresses: ROLES,
  regions: ROLES,
  policies: ROLES,
  baseTiles: ROLES,
  gridTiles: ['manager', 'planner'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;
