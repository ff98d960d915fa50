import request from 'supertest';
import { expect } from 'vitest';
import type { z } from 'zod';
import { featuresAnswer } from '../../src/contract/ogc/features.ts';
import type { Link } from '../../src/contract/ogc/link.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { bringRows, openCaseHouse } from '../support/case-house.ts';
import { openTestDb } from '../support/database.ts';
import { GIS_GRID } from '../support/gis-grid.ts';
import { expectProblem } from './expect-problem.ts';

export const HOST = 'gis.example:8080';
export const BASE = `http://${HOST}/ogc`;
export const REL = 'http://www.opengis.net/def/rel/ogc/1.0/';

export const linkOf = (links: readonly Link[], rel: string, type?: string) =>
  links.find((one) => one.rel === rel && (type === undefined || one.type === type));

/** A service with two regions of one grid and a month published of each, and a planner of the first who reads it as a GIS client. */
export const openOgc = async (clock?: () => Date) => {
  const db = await openTestDb();
  await bringRows(storeOver(db), 'demo', GIS_GRID);
  await bringRows(storeOver(db), 'east', GIS_GRID);
  const house = await openCaseHouse(db, clock);
  const both = await house.token({ role: 'planner', regions: ['demo', 'east'] });
  /** Freezes a month of a region. */
  const publish = async (region: string, month: string): Promise<void> => {
    const made = await request(house.app)
      .post('/v1/publications')
      .set('Authorization', both)
      .send({ region, month });
    expect(made.status, made.text).toBe(201);
  };
  for (const region of ['demo', 'east']) await publish(region, '2026-11');
  const planner = await house.token({ role: 'planner', regions: ['demo'] });

  /** The body is parsed JSON, or text where it is none. */
  const get = (path: string, headers: Record<string, string> = {}) =>
    request(house.app)
      .get(path.replace(BASE, '/ogc'))
      .set({ Host: HOST, Authorization: planner, ...headers })
      .buffer(true)
      .parse((res, done) => {
        let text = '';
        res.setEncoding('utf8');
        res.on('data', (part: string) => (text += part));
        res.on('end', () => {
          done(null, text.startsWith('{') ? JSON.parse(text) : text);
        });
      });
  const read = async <T extends z.ZodType>(schema: T, path: string): Promise<z.output<T>> => {
    const response = await get(path);
    expect([response.status, path]).toEqual([200, path]);
    return schema.parse(response.body);
  };
  const items = (path: string) => read(featuresAnswer, `/ogc/collections/${path}`);
  const ids = async (path: string) => (await items(path)).features.map(({ id }) => id);
  const problemAt = async (path: string, code: Parameters<typeof expectProblem>[1]) =>
    expectProblem(await get(path), code).errors.map(({ pointer }) => pointer);
  return { house, publish, planner, get, read, items, ids, problemAt };
};

export type Ogc = Awaited<ReturnType<typeof openOgc>>;
