import { expect, test } from 'vitest';
import type { Caller } from '../../src/contract/claims.ts';
import { RememberedCallers } from '../../src/http/remembered-callers.ts';
import { signToken } from '../../src/http/tokens.ts';

const SECRET = new TextEncoder().encode('a key for tests only, 32 bytes or more');
const CALLER: Caller = { role: 'manager', sub: 'm', regions: ['demo'] };
const AT = Date.parse('2026-11-20T02:00:00Z');
const after = (seconds: number) => new Date(AT + 1000 * seconds);
const token = (minutes: number) => signToken({ ...CALLER, minutes }, SECRET, new Date(AT));

test('a verified token stands for its caller as long as it is good, and no other does', async () => {
  const [remembered, good] = [new RememberedCallers(), await token(0.5)];
  expect(remembered.get(good, after(0))).toBeNull();
  remembered.keep(good, CALLER);
  expect(remembered.get(good, after(59.9))).toEqual(CALLER);
  expect(remembered.get(`${good}x`, after(0))).toBeNull();
  expect(remembered.get(good, after(60))).toBeNull();
  expect(remembered.get(good, after(59))).toBeNull();
});

test('what was remembered first is forgotten first', async () => {
  const remembered = new RememberedCallers();
  const good = await token(10);
  remembered.keep(good, CALLER);
  // What stands before the payload is not looked at here: the token has been verified.
  for (let i = 0; i < 1000; i++) remembered.keep(good.replace(/^[^.]*/, `h${i}`), CALLER);
  expect(remembered.get(good, after(1))).toBeNull();
  expect(remembered.get(good.replace(/^[^.]*/, 'h999'), after(1))).toEqual(CALLER);
});
