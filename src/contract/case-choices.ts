/** What forms of a case offer to choose from, and their bounds, without the schemas. */
export { PAUSE_REASONS } from '../model/clock.ts';
export { DOCUMENT_BOUNDS, DOCUMENT_KINDS, DOCUMENT_TYPES } from '../model/document.ts';
