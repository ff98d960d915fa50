import type { Role } from '../model/role.ts';
import { Refusal } from './refusal.ts';

/** @throws Refusal `role-not-allowed` */
export function checkRole(role: Role, allowed: readonly Role[]): void {
  if (allowed.includes(role)) return;
  const pointer = '/header/Authorization';
  throw new Refusal('role-not-allowed', [{ pointer, code: 'not-permitted', received: role, allowed }]);
}
