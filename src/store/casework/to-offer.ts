import type { Offer, OfferSummary } from '../../model/case-book.ts';
import type { SupplyRequest } from '../../model/demand.ts';
import type { SqlRow } from '../db.ts';
import { numberOf, textOf } from '../sql-row.ts';
import { jsonOf } from './json-of.ts';

/** Columns of an offer without what was asked and answered. */
export const SUMMARY_COLUMNS = `region_id, id, application_id, snapshot_version, ledger_version, pack, catalogue,
  created_by, created_at, valid_until, lapsed`;

/** An offer without what was asked and answered. */
export const toOfferSummary = (row: SqlRow): OfferSummary => ({
  region: textOf(row, 'region_id'),
  id: textOf(row, 'id'),
  applicationId: textOf(row, 'application_id'),
  snapshotVersion: numberOf(row, 'snapshot_version'),
  ledgerVersion: numberOf(row, 'ledger_version'),
  pack: jsonOf(row, 'pack') as Offer['pack'],
  catalogue: jsonOf(row, 'catalogue') as Offer['catalogue'],
  createdBy: textOf(row, 'created_by'),
  createdAt: textOf(row, 'created_at'),
  validUntil: textOf(row, 'valid_until'),
  lapsed: row['lapsed'] === true,
});

/** A whole offer. */
export const toOffer = (row: SqlRow): Offer => ({
  ...toOfferSummary(row),
  request: jsonOf(row, 'request') as SupplyRequest,
  answer: textOf(row, 'answer'),
});
