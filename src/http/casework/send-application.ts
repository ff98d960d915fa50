import type { Response } from 'express';
import { encodeApplication } from '../../contract/applications.ts';
import { today } from '../../contract/today.ts';
import type { Application } from '../../model/case-book.ts';
import type { Role } from '../../model/role.ts';

/** `ETag` of a version of an application. */
export const etagOf = ({ version }: Pick<Application, 'version'>): string => `"${version}"`;

/** Answers with an application and its version. */
export function sendApplication(
  res: Response,
  application: Application,
  { role, now, status = 200 }: { readonly role: Role; readonly now: () => Date; readonly status?: number },
): void {
  res
    .status(status)
    .set('ETag', etagOf(application))
    .json(encodeApplication(application, role, today(now())));
}
