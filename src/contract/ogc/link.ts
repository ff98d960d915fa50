import { z } from 'zod';
import type { Wire } from '../wire.ts';

/** A link of the standard: absolute, with relation and media type. */
export const link = z.strictObject({
  rel: z.string(),
  type: z.string(),
  title: z.string(),
  href: z.url(),
  templated: z.boolean().optional(),
});

export type Link = Wire<z.infer<typeof link>>;

export const MEDIA = {
  json: 'application/json',
  geojson: 'application/geo+json',
  html: 'text/html',
  openapi: 'application/vnd.oai.openapi+json;version=3.0',
  schema: 'application/schema+json',
  style: 'application/vnd.mapbox.style+json',
} as const;

/** Relations that OGC names by URI. */
export const REL = {
  queryables: 'http://www.opengis.net/def/rel/ogc/1.0/queryables',
  schema: 'http://www.opengis.net/def/rel/ogc/1.0/schema',
  tilesets: 'http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector',
  tilingScheme: 'http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme',
} as const;

/** A URL with one more parameter, or another value of it. */
export function withParameter(url: string, name: string, value: string): string {
  const changed = new URL(url);
  changed.searchParams.set(name, value);
  return changed.href;
}

/** The document itself and its other face, as every document of the standard links them. */
export const facesOf = (url: string, type: string, isHtml: boolean): Link[] => {
  const json: Link = {
    rel: isHtml ? 'alternate' : 'self',
    type,
    title: 'This document as JSON',
    href: withParameter(url, 'f', 'json'),
  };
  const html: Link = {
    rel: isHtml ? 'self' : 'alternate',
    type: MEDIA.html,
    title: 'This document as HTML',
    href: withParameter(url, 'f', 'html'),
  };
  return isHtml ? [html, json] : [json, html];
};
