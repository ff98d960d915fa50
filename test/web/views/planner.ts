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
  { name: 'planner-findings', role: 'planner', path: '/findings', hasMap: true },
];
