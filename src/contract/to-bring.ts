import { z } from 'zod';
import type { BringWay, DocumentKind } from '../model/document.ts';
import { words } from './words.ts';

export const documentKind = words('What the document is.', {
  identity: 'Who the customer is: identity card or business licence (用电人有效身份证明).',
  property: 'To whom the place belongs (用电地址物业权属证明).',
  'project-approval': 'Approval or filing of the project (项目批准或备案文件).',
  'voluntary-high-voltage-statement':
    'That a small enterprise wants high voltage of its own accord (自愿高压接入证明).',
  'red-line-map': 'Map of the red line of the plot (规划红线图).',
  other: 'Something else.',
} satisfies Record<DocumentKind, string>);

const bringWay = words('Whether it has to be brought.', {
  bring: 'Brought with the application.',
  'may-follow': 'May follow: the application is handled without it (容缺办理).',
  'unless-online': 'Only where it cannot be had online (免证办结).',
  shared: 'The company gets it from the authorities; the customer brings nothing.',
} satisfies Record<BringWay, string>);

/** A document that the policy asks for. */
export const toBring = z
  .strictObject({ document: documentKind, way: bringWay, rule: z.string() })
  .meta({ id: 'ToBring', description: 'A document that the policy asks for.' });
