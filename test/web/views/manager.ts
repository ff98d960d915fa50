import type { View } from './view.ts';
import { caseWithOffer } from '../support/case-with-offer.ts';
import { waitingCase } from '../support/waiting-case.ts';

const path = async (house: Parameters<typeof caseWithOffer>[0], tab = ''): Promise<string> =>
  `/cases/${await caseWithOffer(house)}${tab}`;

/** Every view of the manager's room. */
export const MANAGER_VIEWS: readonly View[] = [
  {
    name: 'manager-cases',
    role: 'manager',
    path: async (house) => {
      await Promise.all([caseWithOffer(house), waitingCase(house)]);
      return '';
    },
    hasMap: false,
  },
  {
    name: 'manager-new',
    role: 'manager',
    path: '/new',
    act: async (page) => {
      await page.getByLabel('业务类型').selectOption('increase');
      await page.getByText('更多情况（可选）').click();
    },
    hasMap: true,
  },
  { name: 'manager-plans', role: 'manager', path: (house) => path(house), hasMap: true },
  {
    name: 'manager-ledger',
    role: 'manager',
    path: (house) => path(house),
    act: async (page) => {
      await page.getByRole('heading', { name: '供电链台账' }).waitFor();
      await page.evaluate(
        "document.querySelector('.panel').scrollTop = document.querySelector('article.card').offsetTop - 12",
      );
    },
    hasMap: true,
  },
  { name: 'manager-facts', role: 'manager', path: (house) => path(house, '?tab=facts'), hasMap: true },
  {
    name: 'manager-documents',
    role: 'manager',
    path: async (house) => `/cases/${await waitingCase(house)}?tab=documents`,
    act: async (page) => {
      await page.getByText('各项时限和暂停记录').click();
      await page.getByText('营业执照（副本）.pdf').waitFor();
    },
    hasMap: true,
  },
  {
    name: 'manager-try',
    role: 'manager',
    path: (house) => path(house, '?tab=try'),
    act: async (page) => {
      await page.getByLabel('申请容量 (kVA)').fill('1600');
      await page.getByRole('button', { name: '试算', exact: true }).click();
      await page.getByRole('columnheader', { name: '客户承担' }).waitFor();
    },
    hasMap: true,
  },
  { name: 'manager-rejected', role: 'manager', path: (house) => path(house, '?tab=rejected'), hasMap: true },
];
