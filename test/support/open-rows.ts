import { packRows } from '../../src/model/packed-table.ts';
import type { RegionRows } from '../../src/model/record.ts';
import type { SupplyRequest } from '../../src/model/demand.ts';
import { type Pack, capacityRules } from '../../src/policy/pack.ts';
import type { FeeTariff } from '../../src/pricing/fee-tariff.ts';
import { FeederStudies } from '../../src/search/feeder-study.ts';
import { Headroom } from '../../src/search/headroom.ts';
import { openRoads } from '../../src/search/routes/road-search.ts';
import { Switching } from '../../src/search/switching.ts';
import { buildSnapshot } from '../../src/snapshot/build.ts';
import { Snapshot } from '../../src/snapshot/open.ts';
import { calendar, catalogue, electrical, pack } from './load-rules.ts';

const STATE = {
  id: 'test',
  name: 'test',
  dataVersion: 1,
  ledgerVersion: 7,
  ledgerMark: 'm',
  dataAsOf: '2026-11-20T00:00:00Z',
};

export const snapshotOf = (rows: RegionRows, under: Pack = pack): SharedArrayBuffer =>
  buildSnapshot({ state: STATE, rows: packRows(rows) }, capacityRules(under)).buffer;

export const findingsOf = (rows: RegionRows) =>
  buildSnapshot({ state: STATE, rows: packRows(rows) }, capacityRules(pack)).findings;

/** A snapshot opened and ready for a search; electrical checks only where a test wants them. */
const contextOn = (buffer: SharedArrayBuffer, under: Pack) => {
  const snapshot = new Snapshot(buffer);
  return {
    headroom: new Headroom(snapshot, capacityRules(under)),
    studies: null as FeederStudies | null,
    switching: null as Switching | null,
    roads: openRoads(snapshot),
    pack: under,
    catalogue,
    calendar,
    tariff: null as FeeTariff | null,
  };
};

export const contextOf = (rows: RegionRows, under: Pack = pack) => contextOn(snapshotOf(rows, under), under);

/** The same with load flow. */
export const electricalContextOf = (rows: RegionRows) => {
  const context = contextOf(rows);
  return { ...context, studies: new FeederStudies(context.headroom.snapshot, electrical) };
};

/** The same with switching: plans say what they survive, and full feeders are helped. */
export const switchingContextOf = (rows: RegionRows, under: Pack = pack) =>
  switchingContextOn(snapshotOf(rows, under), under);

/** The same of a snapshot that is there already. */
export const switchingContextOn = (buffer: SharedArrayBuffer, under: Pack = pack) => {
  const context = contextOn(buffer, under);
  const studies = new FeederStudies(context.headroom.snapshot, electrical);
  const switching = new Switching(context.headroom, studies, under.voltage.powerFactor.value);
  return { ...context, studies, switching };
};

type Asked = Partial<Omit<SupplyRequest, 'demand' | 'customer'>> & {
  readonly demand?: Partial<SupplyRequest['demand']>;
  readonly customer?: Partial<SupplyRequest['customer']>;
};

/** A request for 630 kVA of an ordinary urban industrial customer, but for what is given. */
export const requestFor = ({ demand, customer, ...rest }: Asked): SupplyRequest => ({
  region: 'test',
  site: { lon: 113.2, lat: 33.97 },
  siteAddress: null,
  plot: null,
  demand: {
    capacityKva: demand?.equipmentKw === undefined ? 630 : null,
    equipmentKw: null,
    powerFactor: null,
    largestMotorKw: null,
    securityLoadKw: null,
    loadClass: 3,
    importance: 'ordinary',
    phases: 3,
    wishes: [],
    existing: null,
    ...demand,
  },
  customer: {
    category: 'industrial',
    areaType: 'urban',
    tariff: null,
    inProvincialPark: null,
    evCharging: null,
    substitutionShare: null,
    landAcquiredOn: null,
    inUrbanPlan: null,
    temporary: false,
    ...customer,
  },
  statedBy: 'manager',
  wantedOn: null,
  policy: null,
  radiusM: 1000,
  maxPlans: 10,
  asOf: '2026-11-20',
  ...rest,
});
