/** Documents of a case, and whether they have to be brought, in English. */
export const enDocuments = {
  document: {
    identity: 'identity of the customer',
    property: 'proof of ownership of the place',
    'project-approval': 'approval or filing of the project',
    'voluntary-high-voltage-statement': 'statement that high voltage is wanted',
    'red-line-map': 'map of the red line',
    other: 'other documents',
  },
  bringWay: {
    bring: 'to be brought',
    'may-follow': 'may follow',
    'unless-online': 'only where it cannot be had online',
    shared: 'obtained by the company from the authorities',
  },
} as const;
