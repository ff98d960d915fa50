import type { RequestHandler } from 'express';
import { checkRole } from '../contract/check-role.ts';
import type { Role } from '../model/role.ts';
import { callerOf } from './authenticate.ts';

/** Lets only some roles pass. */
export const allow =
  (roles: readonly Role[]): RequestHandler =>
  (req, _res, next) => {
    checkRole(callerOf(req).role, roles);
    next();
  };
