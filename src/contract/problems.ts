interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What it means and what to do about it. */
  readonly sentence: string;
}

/** Every refusal of the service: its status, its title and what it means. */
export const PROBLEMS = {
  'malformed-url': {
    status: 400,
    title: 'The path cannot be decoded',
    sentence: 'A percent sign in the path is not followed by a valid UTF-8 byte.',
  },
  'malformed-json': {
    status: 400,
    title: 'The body is not JSON',
    sentence: 'The body ends early, or is not JSON in UTF-8; nothing of it was read.',
  },
  'malformed-request': {
    status: 400,
    title: 'The request cannot be read',
    sentence: 'The body is shorter or longer than announced, or its compression is broken.',
  },
  'unknown-parameter': {
    status: 400,
    title: 'Unknown query parameter',
    sentence: 'A query parameter is not one of those that the route takes; the errors name them.',
  },
  'invalid-parameter': {
    status: 400,
    title: 'A parameter of the query is wrong',
    sentence: 'The errors name every parameter at fault, what was received and what is allowed.',
  },
  'not-signed-in': {
    status: 401,
    title: 'Sign in first',
    sentence: 'Send a signed token as `Authorization: Bearer …`, or as the password of Basic authentication.',
  },
  'token-invalid': {
    status: 401,
    title: 'The token is not valid',
    sentence: 'The signature does not fit, or a claim (role, sub, regions, exp) is missing or wrong.',
  },
  'token-expired': {
    status: 401,
    title: 'The token has expired',
    sentence: 'Get a new token.',
  },
  'role-not-allowed': {
    status: 403,
    title: 'Not allowed for this role',
    sentence: 'The token is valid, but its role may not do this; the errors name the roles that may.',
  },
  'not-found': {
    status: 404,
    title: 'No such path',
    sentence: 'No route has this path; the routes stand in `/openapi.json`.',
  },
  'region-not-found': {
    status: 404,
    title: 'No such region',
    sentence: 'The region does not exist, is not loaded here, or is not one of the token.',
  },
  'element-not-found': {
    status: 404,
    title: 'No such element',
    sentence: 'The region has no element of this id, or none of this kind.',
  },
  'collection-not-found': {
    status: 404,
    title: 'No such collection',
    sentence: 'The collections stand in `/ogc/collections`.',
  },
  'feature-not-found': {
    status: 404,
    title: 'No such feature',
    sentence: 'The collection has no feature of this id in the regions of the token.',
  },
  'application-not-found': {
    status: 404,
    title: 'No such application',
    sentence: 'There is no application of this id, or the caller may not know of it.',
  },
  'offer-not-found': {
    status: 404,
    title: 'No such offer',
    sentence: 'The application has no offer of this id.',
  },
  'override-not-found': {
    status: 404,
    title: 'No such override',
    sentence: 'The offer has no override of this id.',
  },
  'document-not-found': {
    status: 404,
    title: 'No such document',
    sentence: 'The application has no document of this id.',
  },
  'webhook-not-found': {
    status: 404,
    title: 'No such webhook',
    sentence: 'There is no webhook of this id, or it has given up no such delivery.',
  },
  'screening-not-found': {
    status: 404,
    title: 'No such screening',
    sentence: 'There is no screening of this id in the regions of the token.',
  },
  'publication-not-found': {
    status: 404,
    title: 'No such publication',
    sentence: 'The month has not been published for this region; `/v1/publications` lists those that have.',
  },
  'tile-not-found': {
    status: 404,
    title: 'No such tile',
    sentence:
      'The zoom, column or row is no whole number of the Web Mercator grid, or the zoom is deeper than tiles are made; a tile without content is a 204.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    sentence: 'The path exists, but not with this method; `Allow` names those it takes.',
  },
  'wrong-state': {
    status: 409,
    title: 'Not in this state',
    sentence:
      'The application is in another state than the step needs; the errors name it, and the states it can be taken in.',
  },
  'month-not-now': {
    status: 409,
    title: 'The month cannot be published now',
    sentence:
      'What is published are the figures of today: those of the current month or the one before it, and never of a month before one that is published already.',
  },
  'not-for-outside': {
    status: 409,
    title: 'Not for those outside',
    sentence: 'The policy that counted when the month was published keeps its figures to staff.',
  },
  'external-number-taken': {
    status: 409,
    title: 'The external number is taken',
    sentence: 'Another application of the region has this external number.',
  },
  'too-many-webhooks': {
    status: 409,
    title: 'Too many webhooks',
    sentence: 'The region has as many webhooks as it may have; take one away first.',
  },
  'screening-not-ended': {
    status: 409,
    title: 'The screening has not ended',
    sentence:
      'Its results can be read when every site has one, or when it was ended early; read how far it is.',
  },
  'offer-lapsed': {
    status: 409,
    title: 'The offer no longer stands',
    sentence: 'Its last day has passed, or what was asked for has changed since; get a new offer.',
  },
  'plan-not-choosable': {
    status: 409,
    title: 'The plan cannot be chosen',
    sentence: 'A referral holds no capacity: there is nothing to choose.',
  },
  'figures-unknown': {
    status: 409,
    title: 'Figures of the plan are unknown',
    sentence: 'A manager can choose it for the customer, with a reason.',
  },
  'room-gone': {
    status: 409,
    title: 'The room is gone',
    sentence:
      'Others have chosen meanwhile, or the grid has changed, and the plan no longer fits as it was offered; `plans` are those there are now.',
  },
  'review-missing': {
    status: 409,
    title: 'The review is missing',
    sentence: 'The policy asks for a review with two signatures before the plan is approved.',
  },
  'second-person': {
    status: 409,
    title: 'Another person has to sign',
    sentence: 'Each signature under a review is that of another person.',
  },
  'documents-full': {
    status: 409,
    title: 'No more documents',
    sentence: 'An application takes at most 20 documents, of 50 MB together; take one out first.',
  },
  'document-kept': {
    status: 409,
    title: 'The document stays',
    sentence: 'Only who attached a document may take it out again.',
  },
  'version-mismatch': {
    status: 412,
    title: 'The application has changed',
    sentence: 'It is of another version than `If-Match` names; read it again.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large',
    sentence: 'A body may have at most 256 KB after decompression; a document of a case at most 10 MB.',
  },
  'too-many-sites': {
    status: 413,
    title: 'Too many sites',
    sentence: 'One screening takes at most 1,000,000 sites; nothing of this upload was taken in.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is of another type',
    sentence:
      'Send `Content-Type: application/json` in UTF-8, plain or compressed with gzip, deflate or br; where a route takes files, the errors name their types.',
  },
  'invalid-request': {
    status: 422,
    title: 'Some fields are wrong',
    sentence: 'The errors name every field at fault, what was received and what is allowed.',
  },
  'bad-sites': {
    status: 422,
    title: 'Some rows cannot be screened',
    sentence:
      'The errors name rows at fault by line and column, and how many there are; nothing was taken in. With `quarantine=true` the others are screened, and these are told of in the results.',
  },
  'key-reused': {
    status: 422,
    title: 'The key came with another request',
    sentence: 'An `Idempotency-Key` stands for one request; the same key came with another body before.',
  },
  'outside-every-region': {
    status: 422,
    title: 'The place lies outside',
    sentence: 'No region that the token may use reaches the place, or the named one does not.',
  },
  'several-regions': {
    status: 422,
    title: 'Several regions are possible',
    sentence: 'More than one region of the token fits; name one of them as `region`.',
  },
  'address-not-found': {
    status: 422,
    title: 'Address not found',
    sentence: 'The gazetteer has no entry that is close enough; the candidates are the nearest ones.',
  },
  'address-ambiguous': {
    status: 422,
    title: 'Several addresses are possible',
    sentence: 'No entry of the gazetteer is clearly ahead; take one of the candidates.',
  },
  'policy-not-found': {
    status: 422,
    title: 'No such policy',
    sentence: 'The named policy pack is not loaded; the errors name those that are.',
  },
  'load-flow-collapses': {
    status: 422,
    title: 'The grid cannot carry this',
    sentence: 'The load flow has no solution; the errors name the place where it breaks down.',
  },
  'precondition-required': {
    status: 428,
    title: 'Say which version',
    sentence: 'Changes need `If-Match` with the `ETag` of the version they are made in.',
  },
  'asked-too-often': {
    status: 429,
    title: 'Asked too often',
    sentence: 'A customer gets a few offers a day; come again tomorrow, or ask a manager.',
  },
  internal: {
    status: 500,
    title: 'Fault of the service',
    sentence: 'Something failed on our side and was logged; quote the request id when you report it.',
  },
  overloaded: {
    status: 503,
    title: 'Too much to do',
    sentence:
      'The queue is full, or the answer was not there by its deadline; try again after `Retry-After` seconds.',
  },
  'issuer-unavailable': {
    status: 503,
    title: 'Nobody can sign in now',
    sentence:
      'The issuer of the tokens gives no keys to check them with; try again after `Retry-After` seconds.',
  },
  'too-many-streams': {
    status: 503,
    title: 'Too many streams',
    sentence:
      'As many streams of events are open as the service keeps at once, in all or for one person; close one, or come again.',
  },
  'not-ready': {
    status: 503,
    title: 'Not ready',
    sentence:
      'The service is starting or stopping, its database does not answer, or the figures of the region are being loaded anew.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemCode = keyof typeof PROBLEMS;
