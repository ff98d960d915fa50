import type { Page } from 'playwright-core';
import type { Role } from '../../../src/model/role.ts';
import type { OpenHouse } from '../support/open-house.ts';

/** A view of the page that is looked at: by axe, in both languages, and in the screenshots. */
export interface View {
  /** Name of its picture. */
  readonly name: string;
  readonly role: Role;
  /** Below the room, with the query; brings the record where the view wants it first. */
  readonly path: string | ((house: OpenHouse) => Promise<string>);
  /** What is clicked or typed before the view stands. */
  readonly act?: (page: Page) => Promise<void>;
  /** Its map has to be drawn; false where the view has none. */
  readonly hasMap: boolean;
}
