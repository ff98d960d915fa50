import type { OpenHouse } from '../support/open-house.ts';
import { waitingCase } from '../support/waiting-case.ts';
import type { View } from './view.ts';

const REQUEST = {
  site: { lon: 113.21, lat: 33.97, crs: 'WGS84' },
  demand: { capacityKva: 630 },
  customer: { category: 'industrial', areaType: 'urban' },
  applicant: { name: '示例食品厂', contact: '0375-0000000' },
};

/** A case of 630 kVA with its plans, made once for every view that shows it. */
const made = new WeakMap<OpenHouse, Promise<string>>();
const casePath = (house: OpenHouse): Promise<string> => {
  const known = made.get(house) ?? make(house);
  made.set(house, known);
  return known;
};
async function make(house: OpenHouse): Promise<string> {
  const { id } = (await house.ask('customer', '/v1/applications', REQUEST)) as { id: string };
  await house.ask('customer', `/v1/applications/${id}/offers?include=staircase`, {});
  return `/cases/${id}`;
}

/** Every view of the customer's room. */
export const CUSTOMER_VIEWS: readonly View[] = [
  { name: 'customer-empty', role: 'customer', path: '', hasMap: false },
  { name: 'customer-apply', role: 'customer', path: '/new', hasMap: true },
  { name: 'customer-plans', role: 'customer', path: casePath, hasMap: true },
  {
    name: 'customer-compare',
    role: 'customer',
    path: casePath,
    act: async (page) => {
      await page.getByRole('button', { name: '加入对比' }).nth(1).click();
      await page.waitForSelector('.compare');
    },
    hasMap: true,
  },
  {
    name: 'customer-documents',
    role: 'customer',
    path: async (house) => `/cases/${await waitingCase(house)}`,
    act: async (page) => {
      await page.getByText('等您补充资料').waitFor();
      await page.getByRole('link', { name: '去上传资料' }).click();
      await page.getByText('营业执照（副本）.pdf').waitFor();
    },
    hasMap: true,
  },
  { name: 'customer-help', role: 'customer', path: '/help', hasMap: false },
];
