import { catalogue } from '../language/catalogue.ts';

/** What a plan is described with, to customers and staff alike. */
export const planText = catalogue(
  {
    bill: '费用明细',
    'bill.item': '项目',
    'bill.quantity': '数量',
    'bill.money': '参考价（元）',
    'bill.payer': '出资方',
    'bill.sum': '合计',
    fees: '另计费用',
    steps: '办理进度',
    'steps.hint': '标 * 的日期按尚未公布的节假日估算。',
    approvals: '需办理的审批',
  },
  {
    bill: 'Cost line by line',
    'bill.item': 'Item',
    'bill.quantity': 'Quantity',
    'bill.money': 'Likely (yuan)',
    'bill.payer': 'Payer',
    'bill.sum': 'Sum',
    fees: 'Fees besides',
    steps: 'Steps',
    'steps.hint': 'Days marked * rest on holidays that are not published yet.',
    approvals: 'Permits needed',
  },
);
