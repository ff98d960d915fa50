import type { Response } from 'express';

/** The caller's own cache may keep the answer, but asks with its ETag whether it still holds. */
export const revalidate = (res: Response): Response =>
  res.set('Cache-Control', 'private, no-cache').vary('Authorization');
