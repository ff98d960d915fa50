import { workerData } from 'node:worker_threads';
import type { ElectricalRules } from '../model/electrical-rules.ts';
import type { Answer, Declined } from '../model/planner.ts';
import { capacityList } from '../planning/capacity-list.ts';
import { elementChain } from '../planning/element-chain.ts';
import { powerSources } from '../planning/power-sources.ts';
import type { PlanContext } from '../plan/context.ts';
import { recommend } from '../plan/recommend.ts';
import { type WorkingCalendar, parseCalendar } from '../policy/calendar.ts';
import { parseElectricalRules } from '../policy/electrical-rules.ts';
import { type Pack, capacityRules, parsePack } from '../policy/pack.ts';
import { type Catalogue, parseCatalogue } from '../pricing/catalogue.ts';
import { FeederStudies } from '../search/feeder-study.ts';
import { Headroom } from '../search/headroom.ts';
import { Snapshot } from '../snapshot/open.ts';
import { type Versions, encodeCapacityList, encodeChain, encodePlans, encodeSources } from './encode.ts';
import type { SharedSnapshot, ThreadData, ThreadTask } from './messages.ts';

/** A snapshot opened in this thread, with its headroom under each pack asked for so far. */
interface Opened {
  readonly key: string;
  readonly snapshot: Snapshot;
  readonly studies: FeederStudies;
  readonly headrooms: Map<string, Headroom>;
}

/** Snapshots of one region kept open side by side: the current one, and its predecessor while a swap is under way. */
const KEPT_PER_REGION = 2;

/** What a thread keeps between tasks: packs, catalogue, calendar and opened snapshots. */
class Thread {
  readonly #packs: ReadonlyMap<string, Pack>;
  readonly #catalogue: Catalogue;
  readonly #calendar: WorkingCalendar;
  readonly #electrical: ElectricalRules;
  readonly #defaultPack: string;
  readonly #opened = new Map<string, Opened[]>();

  constructor({ packs, catalogue, calendar, electrical, defaultPack }: ThreadData) {
    this.#electrical = parseElectricalRules(electrical.file, electrical.text);
    this.#packs = new Map(
      packs.map(({ file, text }) => parsePack(file, text)).map((pack) => [pack.id, pack]),
    );
    this.#catalogue = parseCatalogue(catalogue.file, catalogue.text);
    this.#calendar = parseCalendar(calendar.file, calendar.text);
    this.#defaultPack = defaultPack;
  }

  answer(task: ThreadTask): Answer {
    if (Atomics.load(task.cancelled, 0) !== 0) return declined('cancelled', null, null);
    const started = performance.now();
    const opened = this.#open(task.snapshot);
    const policy = task.ask === 'supply-plans' ? task.request.policy : null;
    const pack = this.#packs.get(policy ?? this.#defaultPack);
    if (pack === undefined) return declined('policy-not-found', policy, [...this.#packs.keys()].sort());
    const headroom = this.#headroom(opened, pack);
    const ready = performance.now();
    const context = {
      headroom,
      studies: opened.studies,
      pack,
      catalogue: this.#catalogue,
      calendar: this.#calendar,
    };
    const found = this.#find(task, context);
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

  /** Runs the search again when the ledger moved meanwhile, so that no answer mixes two states. */
  #find(task: ThreadTask, context: PlanContext): { answer: unknown } | Declined {
    for (;;) {
      const ledgerVersion = context.headroom.refresh();
      const found = this.#ask(task, context, ledgerVersion);
      if (context.headroom.snapshot.ledgerVersion === ledgerVersion) return found;
    }
  }

  #ask(task: ThreadTask, context: PlanContext, ledgerVersion: number): { answer: unknown } | Declined {
    const { headroom } = context;
    const at = (asOf: string): Versions => ({ snapshot: headroom.snapshot, ledgerVersion, asOf });
    switch (task.ask) {
      case 'supply-plans': {
        const { request, role, include } = task;
        const answered = { at: at(request.asOf), context, request, role, include };
        return { answer: encodePlans(recommend(context, request), answered) };
      }
      case 'power-sources':
        return { answer: encodeSources(powerSources(headroom, task.query), at(task.query.asOf)) };
      case 'capacity-list':
        return { answer: encodeCapacityList(capacityList(headroom, task.query), at(task.query.asOf)) };
      case 'chain': {
        const chain = elementChain(headroom, task.query);
        if (chain === null) return declined('element-not-found', task.query.elementId, null);
        return { answer: encodeChain(task.query.elementId, chain, at(task.query.asOf)) };
      }
    }
  }

  #open({ region, key, buffer }: SharedSnapshot): Opened {
    const kept = this.#opened.get(region) ?? [];
    const known = kept.find((one) => one.key === key);
    if (known !== undefined) return known;
    const snapshot = new Snapshot(buffer);
    const studies = new FeederStudies(snapshot, this.#electrical);
    const opened: Opened = { key, snapshot, studies, headrooms: new Map() };
    this.#opened.set(region, [opened, ...kept].slice(0, KEPT_PER_REGION));
    return opened;
  }

  #headroom({ snapshot, headrooms }: Opened, pack: Pack): Headroom {
    const known = headrooms.get(pack.id);
    if (known !== undefined) return known;
    const headroom = new Headroom(snapshot, capacityRules(pack));
    headrooms.set(pack.id, headroom);
    return headroom;
  }
}

const declined = (
  code: Declined['code'],
  received: string | null,
  allowed: readonly string[] | null,
): Declined => ({
  ok: false,
  code,
  received,
  allowed,
});

const thread = new Thread(workerData as ThreadData);

/** What piscina runs in the thread: one task in, one finished answer out. */
export default (task: ThreadTask): Answer => thread.answer(task);
