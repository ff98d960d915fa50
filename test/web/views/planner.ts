import type { OpenHouse } from '../support/open-house.ts';
import type { View } from './view.ts';

interface Listed {
  readonly items: readonly { readonly id: string; readonly openKva: number | null }[];
}

/** The feeder of the demo region with least left that is known. */
async function scarceFeeder(house: OpenHouse): Promise<string> {
  const { items } = (await house.ask('planner', '/v1/capacity/feeders?pageSize=1000')) as Listed;
  const known = items.filter(({ openKva }) => openKva !== null);
  return known.reduce((a, b) => (b.openKva! < a.openKva! ? b : a)).id;
}

/** A month that is frozen, once for every view that shows it. */
const published = new WeakMap<OpenHouse, Promise<unknown>>();
export async function publishedMonth(house: OpenHouse): Promise<string> {
  const month = new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' }).slice(0, 7);
  const known = published.get(house) ?? house.ask('planner', '/v1/publications', { month });
  published.set(house, known);
  await known;
  return month;
}

/** Sites of every kind: one that fits, one that is too large, one that lies far away, and a bad row. */
export const SITES = `id,lon,lat,crs,kva,category
食品厂,113.2100,33.9700,WGS84,630,industrial
商场,113.2050,33.9710,WGS84,1250,commercial
小店,113.2120,33.9690,WGS84,30,micro-enterprise
大型工厂,113.2020,33.9660,WGS84,20000,industrial
山里,113.3300,33.9000,WGS84,200,agricultural
写错的行,113.2100,33.9700,WGS84,many,industrial
`;

const screened = new WeakMap<OpenHouse, Promise<string>>();
/** A screening of {@link SITES} that has ended, once for every view that shows it. */
async function endedScreening(house: OpenHouse): Promise<string> {
  const known = screened.get(house) ?? screen(house);
  screened.set(house, known);
  return known;
}
async function screen(house: OpenHouse): Promise<string> {
  const { address, tokens } = house.service;
  const headers = { Authorization: `Bearer ${tokens['planner'] ?? ''}`, 'Content-Type': 'text/csv' };
  const answer = await fetch(`${address}/v1/screenings?region=demo&quarantine=true`, {
    method: 'POST',
    headers,
    body: SITES,
  });
  const { id } = (await answer.json()) as { id: string };
  for (;;) {
    const { status } = (await house.ask('planner', `/v1/screenings/${id}`)) as { status: string };
    if (status === 'done') return `/screenings/${id}?site=5`;
    if (status === 'failed') throw new Error('the screening failed');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Every view of the planner's room. */
export const PLANNER_VIEWS: readonly View[] = [
  { name: 'planner', role: 'planner', path: '', hasMap: true },
  {
    name: 'planner-ledger',
    role: 'planner',
    path: async (house) => `?kind=feeder&element=${await scarceFeeder(house)}&season=worst`,
    hasMap: true,
  },
  {
    name: 'planner-near',
    role: 'planner',
    path: '?map=14.2/33.971/113.205&by=load&list=distribution-transformers&sort=load&inView=1',
    hasMap: true,
  },
  {
    name: 'planner-cell',
    role: 'planner',
    path: '?map=15/33.971/113.205&cells=1&by=load&spot=113.207,33.9695',
    act: async (page) => {
      await page.waitForSelector('.cell-figures');
    },
    hasMap: true,
  },
  { name: 'planner-security', role: 'planner', path: '?by=security', hasMap: true },
  { name: 'planner-none', role: 'planner', path: '?need=900000', hasMap: true },
  { name: 'planner-what-if', role: 'planner', path: '/what-if', hasMap: true },
  {
    name: 'planner-what-if-result',
    role: 'planner',
    path: `/what-if?map=14/33.971/113.205&loads=${encodeURIComponent('[["c0-f16-n005",600,197]]')}`,
    act: async (page) => {
      await page.waitForSelector('.what-if-figures');
    },
    hasMap: true,
  },
  { name: 'planner-warnings', role: 'planner', path: '/warnings', hasMap: true },
  {
    name: 'planner-publications',
    role: 'planner',
    path: async (house) => `/publications?month=${await publishedMonth(house)}&shown=figures`,
    hasMap: false,
  },
  {
    name: 'planner-publications-first',
    role: 'planner',
    path: async (house) => `/publications?month=${await publishedMonth(house)}`,
    hasMap: false,
  },
  { name: 'planner-screenings', role: 'planner', path: '/screenings', hasMap: false },
  { name: 'planner-screening', role: 'planner', path: endedScreening, hasMap: true },
  { name: 'planner-findings', role: 'planner', path: '/findings', hasMap: true },
];
