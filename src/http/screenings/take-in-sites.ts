import type { SiteRows } from '../../contract/screening-site.ts';
import { type Upload, sitePartsOf, uploadRefusal } from '../../contract/site-parts.ts';
import type { CaseScope } from '../../model/case-book.ts';
import type { ReadSites, Screening, ScreeningBook, ScreeningPart } from '../../model/screening.ts';

/** Parts that are written down together. */
const PARTS_AT_ONCE = 20;

/**
 * Takes in the sites of an upload while they come, and puts them into the queue once all are there. Of an upload that is
 * refused or breaks off nothing stays.
 *
 * @throws Refusal naming the rows at fault by line and column, or what the upload is not.
 */
export async function takeInSites(
  book: ScreeningBook,
  read: ReadSites,
  made: Pick<Screening, 'region' | 'id' | 'terms' | 'createdAt'>,
  { scope, rows, upload }: { readonly scope: CaseScope; readonly rows: SiteRows; readonly upload: Upload },
): Promise<Screening> {
  await book.begin(scope, made);
  try {
    let waiting: ScreeningPart[] = [];
    for await (const part of sitePartsOf(read, rows, upload)) {
      waiting.push(part);
      if (waiting.length < PARTS_AT_ONCE) continue;
      await book.append(scope, made.id, waiting);
      waiting = [];
    }
    await book.append(scope, made.id, waiting);
    return await book.start(scope, made.id, made.createdAt);
  } catch (error) {
    await book.drop(scope, made.id);
    throw uploadRefusal(error);
  }
}
