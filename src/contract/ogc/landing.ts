import { z } from 'zod';
import type { Wire } from '../wire.ts';
import { CONFORMANCE } from './conformance.ts';
import { MEDIA, facesOf, link } from './link.ts';

/** Answer of `GET /ogc`. */
export const landingAnswer = z.strictObject({
  title: z.string(),
  description: z.string(),
  links: z.array(link),
});

/** Answer of `GET /ogc/conformance`. */
export const conformanceAnswer = z.strictObject({ conformsTo: z.array(z.url()) });

/** Where the service was reached, and which document of it. */
export interface Reached {
  /** Address of the service, without a slash at its end. */
  readonly root: string;
  /** URL of the document, as it was asked for. */
  readonly url: string;
  readonly isHtml: boolean;
}

/** Where the API begins, under the address of the service. */
export const ogcBase = (root: string): string => `${root}/ogc`;

export function landing({ root, url, isHtml }: Reached): Wire<z.infer<typeof landingAnswer>> {
  const base = ogcBase(root);
  return {
    title: '接电 Jiedian',
    description: 'The grid of the regions of the token, with what is left on it, for GIS clients.',
    links: [
      ...facesOf(url, MEDIA.json, isHtml),
      { rel: 'service-desc', type: MEDIA.openapi, title: 'The API as OpenAPI 3.0', href: `${base}/api` },
      { rel: 'service-doc', type: MEDIA.html, title: 'The API to read', href: `${base}/api?f=html` },
      {
        rel: 'conformance',
        type: MEDIA.json,
        title: 'Conformance classes',
        href: `${base}/conformance`,
      },
      { rel: 'data', type: MEDIA.json, title: 'Collections', href: `${base}/collections` },
    ],
  };
}

export const conformance = (): Wire<z.infer<typeof conformanceAnswer>> => ({
  conformsTo: Object.values(CONFORMANCE),
});
