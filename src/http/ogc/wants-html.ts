import type { Request } from 'express';
import { MEDIA } from '../../contract/ogc/link.ts';

/** Whether the answer is for reading: as `f` says, else as the client accepts; JSON where it does not mind. */
export const wantsHtml = (req: Request, f: 'json' | 'html' | undefined): boolean =>
  (f ?? req.accepts([MEDIA.geojson, MEDIA.json, MEDIA.html])) === (f === undefined ? MEDIA.html : 'html');
