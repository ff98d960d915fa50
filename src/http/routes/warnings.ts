import { crc32 } from 'node:zlib';
import { type Request, type Response, Router } from 'express';
import { ACCESS } from '../../contract/access.ts';
import { declinedRefusal } from '../../contract/declined-refusal.ts';
import { onlyRegion } from '../../contract/find-region.ts';
import { speak } from '../../contract/messages/speak.ts';
import { cursorAt, pageStart, unprovenStart } from '../../contract/paging.ts';
import { parseQuery } from '../../contract/parse.ts';
import { today } from '../../contract/today.ts';
import {
  type WarningsAnswer,
  type WarningsAsked,
  warningFeedQuery,
  warningsQuery,
} from '../../contract/warnings.ts';
import type { StandingWarning } from '../../model/warning.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { clientGone } from '../client-gone.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';
import { rootOf } from '../root-of.ts';
import { warningFeed } from '../warning-feed.ts';

/** A cursor has nine digits for the state of its list. */
const STATES = 1e9;
/** Entries of the feed. */
const MOST_ENTRIES = 200;

const onWire = (one: StandingWarning): WarningsAnswer['items'][number] => ({
  kind: one.kind,
  elementKind: one.elementKind,
  elementId: one.elementId,
  name: one.name,
  feederId: one.feederId,
  at: one.at,
  since: one.since,
  values: one.values,
  relief: one.relief,
  rule: one.rule,
});

/** Warnings come and go with time and queues too, not with the ledger alone: pages are of one list as it stands. */
const stateOf = (changes: number, region: string, { kind, feeder }: WarningsAsked): number =>
  crc32(JSON.stringify([changes, region, kind, feeder])) % STATES;

function inWords(language: 'zh' | 'en') {
  const { word, say } = speak(language);
  return ({ kind, elementKind, elementId, values, relief, endedAt }: StandingWarning) => {
    const about = { kind, elementKind, elementId };
    const ended = endedAt === null ? [] : [say('warning', 'ended', { endedAt })];
    const ways = relief.transferTo.map(({ feederId, openKva }) => `${feederId} (${openKva} kVA)`);
    return {
      title: say('warning', 'title', about),
      text: [
        ...ended,
        ...Object.entries(values).map(([name, value]) => `${word('warningValue', name)} ${value ?? '—'}`),
        ...(relief.kva === null ? [] : [say('warning', 'relief', { kva: relief.kva })]),
        ...(ways.length === 0 ? [] : [say('warning', 'ways', { ways: ways.join(', ') })]),
        ...(relief.works.length === 0 ? [] : [say('warning', 'works', { works: relief.works.join(', ') })]),
      ].join('\n'),
    };
  };
}

/** `GET /v1/warnings` and `/v1/warnings.atom`: what has to be looked at now, since when, and what would end it. */
export const warningsRoute = ({ planner, watch, store: { warnings }, publicUrl, now }: Parts): Router => {
  /** The region of the request, looked at now. */
  const lookedAt = async (req: Request, res: Response, region: string | undefined): Promise<string> => {
    const found = onlyRegion(planner, callerOf(req), region);
    const declined = await watch.look(found, clientGone(res));
    if (declined !== null) throw declinedRefusal(declined);
    return found;
  };
  const router = Router();
  router
    .route('/v1/warnings')
    .get(allow(ACCESS.warnings), async (req, res) => {
      const query = parseQuery(warningsQuery, req.query);
      const region = await lookedAt(req, res, query.region);
      const start = unprovenStart(query);
      const found = await warnings.standing(region, {
        kinds: query.kind,
        feeder: query.feeder,
        // One more tells whether there is a page after it.
        page: { start, size: query.pageSize + 1 },
      });
      const state = stateOf(found.changes, region, query);
      pageStart(state, query);
      const end = start + query.pageSize;
      const shown = planner.regions().find(({ id }) => id === region);
      const { version = 0, ledgerVersion = 0, dataAsOf = '' } = shown ?? {};
      res.json({
        snapshot: { region, version, dataAsOf },
        ledgerVersion,
        asOf: today(now()),
        items: found.warnings.slice(0, query.pageSize).map(onWire),
        next: found.warnings.length > query.pageSize ? cursorAt(state, end) : null,
      } satisfies WarningsAnswer);
    })
    .all(onlyMethods('GET', 'HEAD'));
  router
    .route('/v1/warnings.atom')
    .get(allow(ACCESS.warnings), async (req, res) => {
      const query = parseQuery(warningFeedQuery, req.query);
      const region = await lookedAt(req, res, query.region);
      const { language } = query;
      const self = rootOf(req, publicUrl) + req.originalUrl;
      const title = speak(language).say('warning', 'feed', { region });
      const feed = warningFeed(region, await warnings.latest(region, MOST_ENTRIES), {
        self,
        title,
        inWords: inWords(language),
      });
      res.set('Content-Type', 'application/atom+xml; charset=utf-8').send(feed);
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
};
