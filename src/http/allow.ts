import type { RequestHandler } from 'express';
import { Refusal } from '../contract/refusal.ts';
import type { Role } from '../model/role.ts';
import { callerOf } from './authenticate.ts';

/** Lets only some roles pass. */
export const allow =
  (roles: readonly Role[]): RequestHandler =>
  (req, _res, next) => {
    const { role } = callerOf(req);
    if (!roles.includes(role)) {
      const pointer = '/header/Authorization';
      throw new Refusal('role-not-allowed', [
        { pointer, code: 'not-permitted', received: role, allowed: roles },
      ]);
    }
    next();
  };
