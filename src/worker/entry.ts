import { threadId, workerData } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import type { ElectricalRules } from '../model/electrical-rules.ts';
import type { AskedWhen } from '../model/asked-when.ts';
import type { FinishedMap } from '../model/capacity-map.ts';
import type { RoomFound } from '../model/features.ts';
import type { OwnCase } from '../model/own-case.ts';
import type { Answer, Declined } from '../model/planner.ts';
import type { JointAnswer, ScreenedSite, ScreeningSite } from '../model/screening.ts';
import type { GridFigures } from '../model/grid-figures.ts';
import type { WarningsFound } from '../model/warning.ts';
import type { FinishedTile } from '../model/tiles.ts';
import { capacityList } from '../planning/capacity-list.ts';
import { elementChain } from '../planning/element-chain.ts';
import { gridFigures } from '../planning/publication/grid-figures.ts';
import { powerSources } from '../planning/power-sources.ts';
import { allWarnings } from '../planning/warnings/all-warnings.ts';
import { writeWarnings } from '../planning/warnings/write-warnings.ts';
import { roomOf } from '../planning/room-of.ts';
import { whatIf } from '../planning/what-if/what-if.ts';
import type { MapContext } from '../plan/capacity-map/starts.ts';
import type { PlanContext } from '../plan/context.ts';
import { recommend } from '../plan/recommend.ts';
import { staircase } from '../plan/staircase.ts';
import { type WorkingCalendar, parseCalendar } from '../policy/calendar.ts';
import { parseElectricalRules } from '../policy/electrical-rules.ts';
import { type Pack, capacityRules, parsePacks } from '../policy/pack.ts';
import { type Catalogue, parseCatalogue } from '../pricing/catalogue.ts';
import { type FeeTariff, parseFeeTariff } from '../pricing/fee-tariff.ts';
import { FeederStudies } from '../search/feeder-study.ts';
import { Headroom, type When } from '../search/headroom.ts';
import { type RoadSearch, openRoads } from '../search/routes/road-search.ts';
import { Switching } from '../search/switching.ts';
import { UnfinishedColumns } from '../snapshot/ledger-version.ts';
import { Snapshot } from '../snapshot/open.ts';
import { withOwnLedger } from '../snapshot/with-own-ledger.ts';
import { withoutCase } from '../snapshot/without-case.ts';
import {
  type Versions,
  encodeCapacityList,
  encodeChain,
  encodePlans,
  encodeSources,
  encodeWhatIf,
} from './encode.ts';
import type {
  RegionTask,
  SharedSnapshot,
  ThreadAnswer,
  ThreadData,
  ThreadStart,
  ThreadTask,
  TileTask,
  WarningsTask,
} from './messages.ts';
import { answerMap } from './capacity-map.ts';
import { giveWay } from './give-way.ts';
import { InTurn } from './in-turn.ts';
import { Screener } from './screen.ts';
import { Tiles } from './tiles.ts';

/** A snapshot as one pack sees it. */
interface UnderPack {
  readonly headroom: Headroom;
  readonly switching: Switching;
}

/** A snapshot opened in this thread, with its headroom and switching under each pack asked for so far. */
interface Opened {
  readonly key: string;
  readonly snapshot: Snapshot;
  readonly studies: FeederStudies;
  readonly roads: RoadSearch | null;
  readonly under: Map<string, UnderPack>;
  /** The same in other seasons and hours than the packs', the one used last at the end. */
  readonly views: Map<string, UnderPack>;
}

/** Snapshots of one region kept open side by side: the current one, and its predecessor while a swap is under way. */
const KEPT_PER_REGION = 2;

/** A task that is answered from the snapshot. */
type Question = Exclude<RegionTask, { ask: 'open' | 'screen' | 'screen-jointly' | 'capacity-map' }>;

/** Headrooms in other seasons and hours kept per snapshot. */
const KEPT_VIEWS = 4;

/** What a thread keeps between tasks: packs, tariffs, catalogue, calendar and opened snapshots. */
class Thread {
  readonly #packs: ReadonlyMap<string, Pack>;
  readonly #catalogue: Catalogue;
  readonly #calendar: WorkingCalendar;
  readonly #tariffs: ReadonlyMap<string, FeeTariff>;
  readonly #electrical: ElectricalRules;
  readonly #defaultPack: string;
  readonly #opened = new Map<string, Opened[]>();
  readonly #tiles = new Tiles();
  /** Of the joint screening that this thread is for. */
  #turn: InTurn | null = null;

  constructor({ packs, catalogue, calendar, electrical, tariffs, defaultPack }: ThreadData) {
    this.#electrical = parseElectricalRules(electrical.file, electrical.text);
    this.#packs = new Map(parsePacks(packs).map((pack) => [pack.id, pack]));
    this.#catalogue = parseCatalogue(catalogue.file, catalogue.text);
    this.#calendar = parseCalendar(calendar.file, calendar.text);
    this.#tariffs = new Map(
      tariffs.map(({ file, text }) => parseFeeTariff(file, text)).map((tariff) => [tariff.id, tariff]),
    );
    this.#defaultPack = defaultPack;
  }

  answer(task: ThreadTask): ThreadAnswer {
    if (Atomics.load(task.cancelled, 0) !== 0) return declined('cancelled', null, null);
    try {
      if (task.ask === 'tile') return this.#tile(task);
      return task.ask === 'warnings' ? this.#warnings(task) : this.#answer(task);
    } catch (error) {
      if (error instanceof UnfinishedColumns) return declined('not-ready', null, null);
      throw error;
    }
  }

  #answer(task: RegionTask): Answer | FinishedMap {
    const started = performance.now();
    const opened = this.#open(task.snapshot);
    const policy = policyOf(task);
    const pack = this.#packs.get(policy ?? this.#defaultPack);
    if (pack === undefined) return declined('policy-not-found', policy, [...this.#packs.keys()].sort());
    const { headroom, switching } = this.#under(opened, pack, whenOf(task));
    const ready = performance.now();
    if (task.ask === 'open') {
      opened.snapshot.farEnd(0);
      return { ok: true, body: String(threadId), phasesMs: { open: ready - started, search: 0, encode: 0 } };
    }
    const context = {
      headroom,
      studies: opened.studies,
      switching,
      roads: opened.roads,
      pack,
      catalogue: this.#catalogue,
      calendar: this.#calendar,
      tariff: this.#tariffs.get(pack.fees.tariff ?? '') ?? null,
    };
    if (task.ask === 'capacity-map') return answerMap(task, context, ready - started);
    const found =
      task.ask === 'screen'
        ? screenAll(task, context)
        : task.ask === 'screen-jointly'
          ? this.#inTurn(task, context)
          : task.ask === 'supply-plans' && task.request.own !== undefined
            ? this.#findBeside(task, task.request.own, context)
            : this.#find(task, context);
    if ('ok' in found) return found;
    const searched = performance.now();
    const body = JSON.stringify(found.answer);
    const encoded = performance.now();
    return {
      ok: true,
      body,
      phasesMs: { open: ready - started, search: searched - ready, encode: encoded - searched },
    };
  }

  #tile({ snapshots, query }: TileTask): FinishedTile | Declined {
    const started = performance.now();
    const pack = this.#packs.get(this.#defaultPack);
    if (pack === undefined) return declined('policy-not-found', null, [...this.#packs.keys()].sort());
    const regions = snapshots.map((shared) => {
      const opened = this.#open(shared);
      const headroom = (): Headroom => this.#under(opened, pack, query).headroom;
      const mapContext = (): MapContext => ({
        headroom: headroom(),
        studies: opened.studies,
        pack,
        catalogue: this.#catalogue,
      });
      return { key: shared.key, snapshot: opened.snapshot, headroom, mapContext };
    });
    const ready = performance.now();
    const made = this.#tiles.answer(query, regions);
    return {
      ok: true,
      tile: made.tile,
      versions: made.versions,
      phasesMs: { open: ready - started, tile: performance.now() - ready },
    };
  }

  /** Looks again when the ledger moved meanwhile, as every search does, unless nobody waits any more. */
  #warnings({ snapshot: shared, query, cancelled }: WarningsTask): WarningsFound | Declined {
    const started = performance.now();
    const opened = this.#open(shared);
    const pack = this.#packs.get(this.#defaultPack);
    if (pack === undefined) return declined('policy-not-found', null, [...this.#packs.keys()].sort());
    const { headroom } = this.#under(opened, pack, {});
    const { version } = opened.snapshot.meta;
    const ready = performance.now();
    while (Atomics.load(cancelled, 0) === 0) {
      const ledgerVersion = headroom.refresh();
      const found = writeWarnings(allWarnings(headroom, pack.disclosure.warnings, query));
      if (opened.snapshot.ledgerVersion !== ledgerVersion) continue;
      const phasesMs = { open: ready - started, search: performance.now() - ready };
      return Object.assign({ ok: true, version, ledgerVersion, phasesMs } as const, found);
    }
    return declined('cancelled', null, null);
  }

  /** Runs the search again when the ledger moved meanwhile, so that no answer mixes two states. */
  #find(task: Question, context: PlanContext): { answer: unknown } | Declined {
    for (;;) {
      const ledgerVersion = context.headroom.refresh();
      const found = this.#ask(task, context, ledgerVersion);
      if (context.headroom.snapshot.ledgerVersion === ledgerVersion) return found;
    }
  }

  /** The same for a case that the ledger knows: it is not in its own way. Costs an opening of the snapshot. */
  #findBeside(
    task: Extract<Question, { ask: 'supply-plans' }>,
    own: OwnCase,
    context: PlanContext,
  ): { answer: unknown } | Declined {
    const { pack } = context;
    for (;;) {
      const { ledgerVersion } = context.headroom.snapshot;
      const snapshot = withoutCase(task.snapshot.buffer, capacityRules(pack), own);
      const studies = new FeederStudies(snapshot, this.#electrical);
      const under = this.#underPack({ snapshot, studies, pack, when: whenUnder(pack, {}) });
      const found = this.#ask(task, { ...context, ...under, studies }, ledgerVersion);
      if (context.headroom.snapshot.ledgerVersion === ledgerVersion) return found;
    }
  }

  /** The next part of the joint screening that this thread is for. */
  #inTurn(
    { joint, snapshot, cancelled }: Extract<RegionTask, { ask: 'screen-jointly' }>,
    context: PlanContext,
  ): { answer: JointAnswer } | Declined {
    if (joint.from === 0) {
      const { buffer } = snapshot;
      const counted = withOwnLedger(buffer);
      const alone = withOwnLedger(buffer, counted);
      this.#turn = new InTurn(this.#on(counted, context), this.#on(alone, context));
    }
    if (this.#turn === null) throw new Error(`no earlier part of ${joint.screeningId} was screened here`);
    const answer = this.#turn.screen(joint, () => Atomics.load(cancelled, 0) === 0);
    return answer === null ? declined('cancelled', null, null) : { answer };
  }

  /** The same context on a snapshot with a ledger of its own. */
  #on(snapshot: Snapshot, context: PlanContext): PlanContext {
    const { pack } = context;
    const studies = new FeederStudies(snapshot, this.#electrical);
    const under = this.#underPack({ snapshot, studies, pack, when: whenUnder(pack, {}) });
    return { ...context, ...under, studies };
  }

  #ask(task: Question, context: PlanContext, ledgerVersion: number): { answer: unknown } | Declined {
    const { headroom } = context;
    const at = (asOf: string): Versions => ({ snapshot: headroom.snapshot, ledgerVersion, asOf });
    switch (task.ask) {
      case 'supply-plans': {
        const { request, role, include } = task;
        const answered = { at: at(request.asOf), context, request, role, include };
        const stairs = include.includes('staircase') ? { staircase: staircase(context, request) } : {};
        return { answer: encodePlans(recommend(context, request), { ...answered, ...stairs }) };
      }
      case 'power-sources':
        return { answer: encodeSources(powerSources(headroom, task.query), at(task.query.asOf)) };
      case 'capacity-list':
        return {
          answer: encodeCapacityList(
            capacityList(headroom, task.query, context.switching),
            at(task.query.asOf),
          ),
        };
      case 'chain': {
        const chain = elementChain(headroom, task.query);
        if (chain === null) return declined('element-not-found', task.query.elementId, null);
        return { answer: encodeChain(task.query.elementId, chain, at(task.query.asOf)) };
      }
      case 'room': {
        const { version } = headroom.snapshot.meta;
        const room = roomOf(headroom, task.query);
        return { answer: { version, ledgerVersion, room } satisfies RoomFound };
      }
      case 'grid-figures': {
        const { version, dataAsOf } = headroom.snapshot.meta;
        const elements = gridFigures(headroom, task.query);
        return { answer: { version, ledgerVersion, dataAsOf, elements } satisfies GridFigures };
      }
      case 'what-if': {
        const found = whatIf(headroom, this.#electrical, task.query);
        return 'ok' in found ? found : { answer: encodeWhatIf(found, at(task.query.asOf)) };
      }
    }
  }

  #open({ region, key, buffer }: SharedSnapshot): Opened {
    const kept = this.#opened.get(region) ?? [];
    const known = kept.find((one) => one.key === key);
    if (known !== undefined) return known;
    const snapshot = new Snapshot(buffer);
    const studies = new FeederStudies(snapshot, this.#electrical);
    const roads = openRoads(snapshot);
    const opened: Opened = { key, snapshot, studies, roads, under: new Map(), views: new Map() };
    this.#opened.set(region, [opened, ...kept].slice(0, KEPT_PER_REGION));
    return opened;
  }

  /** The packs' own seasons stay; of what else is asked for the last few are kept, for each costs 11 bytes per element. */
  #under({ snapshot, studies, under, views }: Opened, pack: Pack, asked: AskedWhen): UnderPack {
    const rules = capacityRules(pack);
    const when = whenUnder(pack, asked);
    const isOwn = when.season === rules.season && when.hour === null;
    const [kept, key] = isOwn ? [under, pack.id] : [views, `${pack.id}/${when.season}/${when.hour}`];
    const known = kept.get(key) ?? this.#underPack({ snapshot, studies, pack, when });
    kept.delete(key);
    kept.set(key, known);
    const [oldest] = kept.keys();
    if (!isOwn && kept.size > KEPT_VIEWS && oldest !== undefined) kept.delete(oldest);
    return known;
  }

  #underPack({
    snapshot,
    studies,
    pack,
    when,
  }: Pick<Opened, 'snapshot' | 'studies'> & { pack: Pack; when: When }): UnderPack {
    const headroom = new Headroom(snapshot, capacityRules(pack), when);
    const switching = new Switching(headroom, studies, pack.voltage.powerFactor.value);
    return { headroom, switching };
  }
}

/** What a question leaves out is the pack's. */
const whenUnder = (pack: Pack, { season, hour }: AskedWhen): When => ({
  season: season ?? capacityRules(pack).season,
  hour: hour ?? null,
});

/** The policy a task names; `null` = the fallback. */
function policyOf(task: RegionTask): string | null {
  if (task.ask === 'screen') return task.sites.terms.policy;
  if (task.ask === 'screen-jointly') return task.joint.terms.policy;
  return task.ask === 'supply-plans' ? task.request.policy : null;
}

/** Sites one after the other, until nobody waits for them any more. */
function screenAll(
  { sites: { sites, ...ask }, cancelled }: Extract<RegionTask, { ask: 'screen' }>,
  context: PlanContext,
): { answer: readonly ScreenedSite[] } | Declined {
  const screener = new Screener(context, ask);
  const answer: ScreenedSite[] = [];
  for (const site of JSON.parse(sites) as readonly ScreeningSite[]) {
    if (Atomics.load(cancelled, 0) !== 0) return declined('cancelled', null, null);
    answer.push(screener.screen(site));
  }
  return { answer };
}

/** The season and hour a question is about; a what-if looks at every season itself. */
function whenOf(task: RegionTask): AskedWhen {
  switch (task.ask) {
    case 'power-sources':
    case 'capacity-list':
    case 'capacity-map':
    case 'chain':
      return task.query;
    case 'what-if':
      return { season: 'worst' };
    case 'supply-plans':
    case 'screen':
    case 'screen-jointly':
    case 'open':
    case 'room':
    case 'grid-figures':
      return {};
  }
}

const declined = (
  code: Exclude<Declined, { faults: unknown }>['code'],
  received: string | null,
  allowed: readonly string[] | null,
): Declined => ({
  ok: false,
  code,
  received,
  allowed,
});

const started = workerData as ThreadStart;
if (started.givesWay) giveWay();
const thread = new Thread(started);

/** The same answer, whose batches change hands instead of being copied. */
const handedOver = (found: WarningsFound): unknown =>
  move({
    [transferableSymbol]: found.batches.map(({ buffer }) => buffer),
    [valueSymbol]: found,
  });

/** What piscina runs in the thread: one task in, one finished answer out. */
export default (task: ThreadTask): unknown => {
  const answer = thread.answer(task);
  return 'batches' in answer ? handedOver(answer) : answer;
};
