/** Documents of a case, and whether they have to be brought, in Chinese. */
export const zhDocuments = {
  document: {
    identity: '用电人有效身份证明',
    property: '用电地址物业权属证明',
    'project-approval': '项目批准或备案文件',
    'voluntary-high-voltage-statement': '自愿高压接入证明',
    'red-line-map': '规划红线图',
    other: '其他资料',
  },
  bringWay: {
    bring: '须提供',
    'may-follow': '可后补',
    'unless-online': '线上可获取的免提供',
    shared: '由供电企业通过数据共享获取',
  },
} as const;
